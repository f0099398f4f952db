// The syntax of Infra. One LL grammar, without newline tokens and without predicates: the same trees by SLL and LL
// and no ambiguity, which a test holds it to. Every rule is a heap-allocated node when it is parsed, so what is
// frequent takes its tokens directly (`expr` its literals and braces, `entry` its name).
//
// What a grammar cannot say well is checked on the tree, with messages of its own: comparisons that chain, `??`
// beside another operator, an `if`, `let` or lambda as an operand, marks outside of kinds.
parser grammar InfraParser;

options { tokenVocab = InfraLexer; }

file: declaration* EOF;
/// The compiler reads one declaration at a time: an error stays inside its own, and an edit re-reads one.
chunk: declaration EOF;
/// And the entries of long braces one by one.
piece: (entry | keyEntry) EOF;

declaration
  : PUB? (
      importDecl | paramDecl | letDecl | fnDecl | typeDecl | enumDecl | kindDecl
    | resourceDecl | existingDecl | moduleDecl | providerDecl | outputDecl
    | policyDecl | enforceDecl | waiveDecl | checkDecl | testDecl | limitDecl | renamedDecl
    )
  | HOLE
  ;

importDecl
  : IMPORT path (LEFT_BRACE name (COMMA name)* COMMA? RIGHT_BRACE | AS name)
  | IMPORT STRING AS name
  ;
paramDecl: PARAM name COLON type (ASSIGN expr)? where*;
letDecl: LET name (COLON type)? ASSIGN expr;
fnDecl: FN name typeParameters? LEFT_PAREN (parameter (COMMA parameter)* COMMA?)? RIGHT_PAREN ARROW type ASSIGN expr;
typeDecl: TYPE name typeParameters? ASSIGN type where*;
enumDecl: ENUM name LEFT_BRACE (enumMember (COMMA? enumMember)* COMMA?)? RIGHT_BRACE;
kindDecl: KIND name COLON anyName VIA STRING VERSION INT fields (ARROW fields)?;
resourceDecl: RESOURCE name COLON name (DOT anyName)? head? braces (WITH braces)?;
existingDecl: EXISTING name COLON name (DOT anyName)? QUESTION? head? braces (WITH braces)?;
moduleDecl: MODULE name COLON name head? braces (WITH braces)?;
providerDecl: PROVIDER name COLON name braces;
outputDecl: OUTPUT name COLON type ASSIGN expr;
policyDecl: POLICY name ON binding (COMMA binding)* controls? block;
enforceDecl: ENFORCE path;
waiveDecl: WAIVE path ON expr BY STRING FROM DATE UNTIL DATE BECAUSE STRING;
checkDecl: CHECK STRING block;
testDecl: TEST STRING testBlock;
limitDecl: LIMIT braces;
renamedDecl: RENAMED path TO path;

path: name (DOT anyName)*;
typeParameters: LESS name (COMMA name)* COMMA? GREATER;
parameter: name COLON type (ASSIGN expr)? | HOLE;
enumMember: anyName (LEFT_PAREN payload (COMMA payload)* COMMA? RIGHT_PAREN)? | HOLE;
/// Only a part with a name has a default: `http(port = Port)` is a wrong sign.
payload: anyName COLON type (ASSIGN expr)? where* | type where*;

fields: LEFT_BRACE (field (COMMA? field)* COMMA?)? RIGHT_BRACE;
field
  : (UNIQUE | EXCLUSIVE | FIND | CONTAINS | POINTS | REACHES | PERMITS | SPANS)* anyName COLON type (ASSIGN expr)? where*
  | HOLE
  ;
where: WHERE expr (ELSE expr)?;

/// `f: Firewall` or `r in f.allow`.
binding: name (COLON name (DOT anyName)? | IN expr) | HOLE;
controls: CONTROLS LEFT_BRACKET (STRING (COMMA STRING)* COMMA?)? RIGHT_BRACKET;
block: LEFT_BRACE statement* RIGHT_BRACE;
statement
  : LET name (COLON type)? ASSIGN expr
  | REQUIRE expr (ELSE expr)?
  | HOLE
  ;
testBlock: LEFT_BRACE testStatement* RIGHT_BRACE;
testStatement
  : LET name (COLON type)? ASSIGN (expr | planExpr)
  | REQUIRE expr (ELSE expr)?
  | EXPECT (expr | planExpr) (FAILS NAME)? (ELSE expr)?
  | HOLE
  ;
planExpr: PLAN braces;

/// `?` belongs to what stands before it, so `fn(T) -> U?` returns a `U?`.
type: simpleType (PIPE simpleType)*;
simpleType
  : (name (DOT anyName)? (LESS type (COMMA type)* COMMA? GREATER)? | fields | LEFT_PAREN type where* RIGHT_PAREN | HOLE) QUESTION?
  | FN LEFT_PAREN (type (COMMA type)* COMMA?)? RIGHT_PAREN ARROW simpleType
  ;

head: forHead | IF expr;
forHead: FOR name (COMMA name)? IN expr (IF expr)? (KEY expr)?;
braces: LEFT_BRACE (entry (COMMA? entry | COMMA keyEntry)* COMMA? | keyEntry (COMMA? entry | COMMA keyEntry)* COMMA?)? RIGHT_BRACE;

entry
  : (NAME | word | STRING) ASSIGN expr
  | STRING_OPEN stringPart* STRING_CLOSE ASSIGN expr
  | ELLIPSIS expr
  | HOLE
  ;
/// After a value `[` would be an index: a computed key has its comma before it.
keyEntry: LEFT_BRACKET expr RIGHT_BRACKET ASSIGN expr;
stringPart: TEXT | INTERPOLATE expr RIGHT_BRACE;
argument: (anyName COLON)? expr;

expr
  : NAME
  | (STRING | RAW_STRING | INT | FLOAT | QUANTITY | DATE | TRUE | FALSE | NONE | HOLE)
  | contextualWord
  | (STRING_OPEN | BLOCK_OPEN) stringPart* STRING_CLOSE
  | DOT anyName
  | LEFT_PAREN expr RIGHT_PAREN
  | LEFT_BRACKET ((expr | spread) (COMMA (expr | spread))* COMMA? | forHead COLON expr)? RIGHT_BRACKET
  | LEFT_BRACE (
      entry (COMMA? entry | COMMA keyEntry)* COMMA?
    | keyEntry (COMMA? entry | COMMA keyEntry)* COMMA?
    | forHead COLON keyEntry
    )? RIGHT_BRACE
  | MATCH expr LEFT_BRACE (arm (COMMA arm)* COMMA?)? RIGHT_BRACE
  | expr (DOT | SAFE_DOT) anyName
  | expr LEFT_PAREN (argument (COMMA argument)* COMMA?)? RIGHT_PAREN
  | expr LEFT_BRACKET expr RIGHT_BRACKET
  | (MINUS | BANG) expr
  | expr (STAR | SLASH | PERCENT) expr
  | expr (PLUS | MINUS | CONCAT) expr
  | expr (RANGE | RANGE_INCLUSIVE) expr
  | expr (LESS | LESS_EQUAL | GREATER | GREATER_EQUAL | IN) expr
  | expr (EQUAL | NOT_EQUAL) expr
  | expr AND expr
  | expr OR expr
  | expr COALESCE expr
  | name FAT_ARROW expr
  | LEFT_PAREN name (COMMA name)* COMMA? RIGHT_PAREN FAT_ARROW expr
  | IF (expr | LET_PATTERN pattern ASSIGN expr) THEN expr ELSE expr
  | LET name ASSIGN expr SEMICOLON expr
  ;

spread: ELLIPSIS expr;
arm: pattern FAT_ARROW expr | HOLE;
pattern
  : UNDERSCORE
  | NONE
  | MINUS? (INT | FLOAT | QUANTITY)
  | (STRING | RAW_STRING | DATE | TRUE | FALSE)
  | name (LEFT_PAREN patternArgument (COMMA patternArgument)* COMMA? RIGHT_PAREN)?
  | DOT anyName (LEFT_PAREN patternArgument (COMMA patternArgument)* COMMA? RIGHT_PAREN)?
  ;
patternArgument: (anyName COLON)? pattern;

/// Where a name is declared or used.
name: NAME | contextualWord;
/// Where a reserved word is a name too: after `.`, as key, field, member, label.
anyName: NAME | word;
word: contextualWord | reservedWord;
contextualWord
  : PARAM | TYPE | ENUM | KIND | RESOURCE | MODULE | OUTPUT | AS | VIA | VERSION | UNIQUE | CONTAINS | POINTS | REACHES
  | PERMITS | SPANS | KEY | WITH | EXISTING | PROVIDER | POLICY | ENFORCE | WAIVE | CHECK | TEST | LIMIT | RENAMED | EXCLUSIVE | FIND | ON | CONTROLS | BY
  | FROM | UNTIL | BECAUSE | TO | REQUIRE | EXPECT | FAILS | PLAN
  ;
reservedWord
  : LET | LET_PATTERN | IF | THEN | ELSE | MATCH | FOR | IN | FN | TRUE | FALSE | NONE | WHERE | PUB | IMPORT
  ;
