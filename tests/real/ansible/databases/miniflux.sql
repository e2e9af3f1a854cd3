-- Stands for a database of a service: types, rows and objects over which a dump may stumble.
create extension hstore;
create type status as enum ('unread', 'read', 'removed');
create table users (id bigserial primary key, name text not null unique, extra hstore);
create table entries (
  id bigserial primary key,
  user_id bigint not null references users on delete cascade,
  status status not null default 'unread',
  title text not null,
  document jsonb,
  icon bytea,
  published timestamptz not null,
  search tsvector generated always as (to_tsvector('english', title)) stored
);
create index entries_search on entries using gin (search);
create view unread as select * from entries where status = 'unread';
create table nothing_yet (id integer);
insert into users (name, extra) values ('anna', 'a => "1 => 2"'), (E'tab\tand\\backslash', null), ('ünïcøde ☃', '');
insert into entries (user_id, status, title, document, icon, published)
select 1 + n % 3, (enum_range(null::status))[1 + n % 3], E'Title\n' || n || E'\\.\nCOPY evil', jsonb_build_object('n', n),
  decode(md5(n::text), 'hex'), timestamptz '2026-01-01 00:00:00+01' + n * interval '1 hour'
from generate_series(1, 2000) as n;
