// Without a file of the assembler a function has to have a body, and evaluatePacket has one elsewhere.
