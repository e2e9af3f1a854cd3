-- Stands for a database with extensions, a schema of its own and a partitioned table.
create extension cube;
create extension earthdistance;
create schema private;
create table private.tokens (id serial primary key, value bytea);
create table positions (id bigint generated always as identity, day date not null, place point, power double precision)
partition by range (day);
create table positions_2025 partition of positions for values from ('2025-01-01') to ('2026-01-01');
create table positions_2026 partition of positions for values from ('2026-01-01') to ('2027-01-01');
insert into private.tokens (value) values ('\x00ff');
insert into positions (day, place, power)
select date '2025-06-01' + n, point(n, -n), case n % 3 when 0 then 'NaN' when 1 then null else n / 7.0 end
from generate_series(1, 500) as n;
