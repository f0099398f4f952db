// The tokens of Infra. This file is the reference: the scanner that the compiler runs is written by hand for speed
// (compiler/syntax/scan), and a test holds both to the same tokens on every text that the tests have.
//
// Strings nest through `${ }` by a stack of modes. There are no predicates and no actions. What a text cannot be
// read as still becomes a token (BAD_NUMBER, BAD_CHARACTER, UNTERMINATED), so reading never fails. One rule is not
// said here, since it is about the whole stack: a line break ends every one-line string that is open, also inside
// its `${ }`; it is then an UNTERMINATED instead of a LINE_BREAK.
lexer grammar InfraLexer;

// Not of this lexer: HOLE is what the parser's recovery puts in the place of text that could not be read, LET_PATTERN
// is the LET right behind an `if`, which the parser's token stream tells apart: a pattern follows it, and no `;`.
tokens { HOLE, LET_PATTERN }

// Reserved words: names only as entry key, field, enum member, argument label and after `.`.
LET: 'let';
IF: 'if';
THEN: 'then';
ELSE: 'else';
MATCH: 'match';
FOR: 'for';
IN: 'in';
FN: 'fn';
TRUE: 'true';
FALSE: 'false';
NONE: 'none';
WHERE: 'where';
PUB: 'pub';
IMPORT: 'import';

// Words of the grammar that are plain names wherever a name can stand.
PARAM: 'param';
TYPE: 'type';
ENUM: 'enum';
KIND: 'kind';
RESOURCE: 'resource';
MODULE: 'module';
OUTPUT: 'output';
AS: 'as';
VIA: 'via';
VERSION: 'version';
UNIQUE: 'unique';
CONTAINS: 'contains';
POINTS: 'points';
REACHES: 'reaches';
PERMITS: 'permits';
SPANS: 'spans';
KEY: 'key';
WITH: 'with';
EXISTING: 'existing';
PROVIDER: 'provider';
POLICY: 'policy';
ENFORCE: 'enforce';
WAIVE: 'waive';
CHECK: 'check';
TEST: 'test';
LIMIT: 'limit';
RENAMED: 'renamed';
EXCLUSIVE: 'exclusive';
FIND: 'find';
ON: 'on';
CONTROLS: 'controls';
BY: 'by';
FROM: 'from';
UNTIL: 'until';
BECAUSE: 'because';
TO: 'to';
REQUIRE: 'require';
EXPECT: 'expect';
FAILS: 'fails';
PLAN: 'plan';

UNDERSCORE: '_';
NAME: NAME_START NAME_PART*;

INT: DIGITS;
FLOAT: DIGITS '.' DIGITS;
QUANTITY: DIGITS ('.' DIGITS)? UNIT;
DATE: DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT '-' DIGIT DIGIT;
// A number that touches a letter is one bad token, not a number and a name.
BAD_NUMBER: (DIGITS ('.' DIGITS)? (NAME_START NAME_PART*)) | (DATE NAME_PART+);

// A string without interpolation is one token; one with it is STRING_OPEN, its parts, STRING_CLOSE.
STRING: '"' (PLAIN | DOLLARS PLAIN_NO_BRACE)* '$'* '"';
RAW_STRING: 'r"' ~["\r\n]* '"';
BLOCK_OPEN: '"""' -> pushMode(IN_BLOCK);
STRING_OPEN: '"' -> pushMode(IN_STRING);
UNTERMINATED: 'r"' ~["\r\n]*;

LEFT_BRACE: '{' -> pushMode(DEFAULT_MODE);
RIGHT_BRACE: '}' -> popMode;
LEFT_BRACKET: '[';
RIGHT_BRACKET: ']';
LEFT_PAREN: '(';
RIGHT_PAREN: ')';

COMMA: ',';
COLON: ':';
SEMICOLON: ';';
DOT: '.';
QUESTION: '?';
SAFE_DOT: '?.';
ASSIGN: '=';
FAT_ARROW: '=>';
ARROW: '->';
RANGE: '..';
RANGE_INCLUSIVE: '..=';
ELLIPSIS: '...';
PLUS: '+';
CONCAT: '++';
MINUS: '-';
STAR: '*';
SLASH: '/';
PERCENT: '%';
BANG: '!';
LESS: '<';
LESS_EQUAL: '<=';
GREATER: '>';
GREATER_EQUAL: '>=';
EQUAL: '==';
NOT_EQUAL: '!=';
AND: '&&';
OR: '||';
PIPE: '|';
COALESCE: '??';

// `///` documents what follows; `////` is a plain comment again.
DOC_COMMENT: '///' (~[/\r\n] ~[\r\n]*)? -> channel(HIDDEN);
COMMENT: '//' ~[\r\n]* -> channel(HIDDEN);
SPACE: [ \t]+ -> channel(HIDDEN);
LINE_BREAK: ('\r'? '\n' | '\r') -> channel(HIDDEN);
BAD_CHARACTER: .;

mode IN_STRING;
TEXT: (PLAIN | DOLLARS PLAIN_NO_BRACE)+;
TEXT_DOLLAR: '$' -> type(TEXT);
INTERPOLATE: '${' -> pushMode(DEFAULT_MODE);
STRING_CLOSE: '"' -> popMode;
STRING_BREAK: ('\r'? '\n' | '\r' | '\\') -> type(UNTERMINATED), popMode;

mode IN_BLOCK;
BLOCK_TEXT: (BLOCK_PLAIN | DOLLARS BLOCK_PLAIN_NO_BRACE)+ -> type(TEXT);
BLOCK_DOLLAR: '$' -> type(TEXT);
BLOCK_QUOTE: '"' '"'? -> type(TEXT);
BLOCK_BACKSLASH: '\\' -> type(TEXT);
BLOCK_INTERPOLATE: '${' -> type(INTERPOLATE), pushMode(DEFAULT_MODE);
BLOCK_CLOSE: '"""' -> type(STRING_CLOSE), popMode;

fragment DIGIT: [0-9];
fragment DIGITS: DIGIT+ ('_' DIGIT+)*;
fragment UNIT: 'B' | 'kB' | 'MB' | 'GB' | 'TB' | 'PB' | 'KiB' | 'MiB' | 'GiB' | 'TiB' | 'PiB' | 'ms' | 's' | 'm' | 'h' | 'd' | 'w';
// By general category, as utf8proc gives it: letters and letter numbers, then also marks, digits and connectors.
fragment NAME_START: [_\p{L}\p{Nl}];
fragment NAME_PART: [_\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}];
fragment DOLLARS: '$'+;
// One character of a string that begins no interpolation, or an escape.
fragment PLAIN: PLAIN_NO_BRACE | '{';
fragment PLAIN_NO_BRACE: '\\' ~[\r\n] | ~["\\\r\n${];
fragment BLOCK_PLAIN: BLOCK_PLAIN_NO_BRACE | '{';
fragment BLOCK_PLAIN_NO_BRACE: '\\' . | ~["\\${];
