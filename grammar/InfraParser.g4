// The syntax of Infra. One LL grammar, without newline tokens and without predicates: the same trees by SLL and LL
// and no ambiguity, which a test holds it to. Every rule is a heap-allocated node when it is parsed, so what is
// frequent takes its tokens directly (`expr` its literals and braces, `entry` its name).
//
// What a grammar cannot say well is checked on the tree, with messages of its own: comparisons that chain, `??`
// beside another operator, an `if` or `let` as an operand, marks outside of kinds.
parser grammar InfraParser;

options { tokenVocab = InfraLexer; }

file: declaration* EOF;
/// The compiler reads one declaration at a time: an error stays inside its own, and an edit re-reads one.
chunk: declaration EOF;

declaration
  : PUB? (importDecl | paramDecl | letDecl | typeDecl | enumDecl | kindDecl | resourceDecl | moduleDecl | outputDecl)
  | HOLE
  ;

importDecl
  : IMPORT name (DOT anyName)* LEFT_BRACE name (COMMA name)* COMMA? RIGHT_BRACE
  | IMPORT STRING AS name
  ;
paramDecl: PARAM name COLON type (ASSIGN expr)? where*;
letDecl: LET name (COLON type)? ASSIGN expr;
typeDecl: TYPE name ASSIGN type;
enumDecl: ENUM name LEFT_BRACE (enumMember (COMMA? enumMember)* COMMA?)? RIGHT_BRACE;
kindDecl: KIND name COLON anyName VIA STRING VERSION INT fields (ARROW fields)?;
resourceDecl: RESOURCE name COLON name (DOT anyName)? head? braces (WITH braces)?;
moduleDecl: MODULE name COLON name head? braces (WITH braces)?;
outputDecl: OUTPUT name COLON type ASSIGN expr;

enumMember: anyName (LEFT_PAREN payload (COMMA payload)* COMMA? RIGHT_PAREN)? | HOLE;
payload: (anyName COLON)? type;

fields: LEFT_BRACE (field (COMMA? field)* COMMA?)? RIGHT_BRACE;
field: UNIQUE? (CONTAINS | POINTS | REACHES)? anyName COLON type (ASSIGN expr)? where* | HOLE;
where: WHERE expr (ELSE expr)?;

type: (name (DOT anyName)? (LESS type (COMMA type)* COMMA? GREATER)? | fields | HOLE) QUESTION?;

head: forHead | IF expr;
forHead: FOR name (COMMA name)? IN expr (IF expr)? (KEY expr)?;
braces: LEFT_BRACE (entry (COMMA? entry | COMMA keyEntry)* COMMA? | keyEntry (COMMA? entry | COMMA keyEntry)* COMMA?)? RIGHT_BRACE;

entry
  : (NAME | word | STRING) ASSIGN expr
  | STRING_OPEN stringPart* STRING_CLOSE ASSIGN expr
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
  | LEFT_BRACKET (expr (COMMA expr)* COMMA? | forHead COLON expr)? RIGHT_BRACKET
  | LEFT_BRACE (entry (COMMA? entry | COMMA keyEntry)* COMMA? | keyEntry (COMMA? entry | COMMA keyEntry)* COMMA?)? RIGHT_BRACE
  | MATCH expr LEFT_BRACE (arm (COMMA arm)* COMMA?)? RIGHT_BRACE
  | expr DOT anyName
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
  | IF expr THEN expr ELSE expr
  | LET name ASSIGN expr SEMICOLON expr
  ;

arm: pattern FAT_ARROW expr | HOLE;
pattern
  : UNDERSCORE
  | NONE
  | MINUS? (INT | FLOAT | QUANTITY)
  | (STRING | RAW_STRING | DATE | TRUE | FALSE)
  | name (LEFT_PAREN pattern RIGHT_PAREN)?
  | DOT anyName (LEFT_PAREN patternArgument (COMMA patternArgument)* COMMA? RIGHT_PAREN)?
  ;
patternArgument: (anyName COLON)? pattern;

/// Where a name is declared or used.
name: NAME | contextualWord;
/// Where a reserved word is a name too: after `.`, as key, field, member, label.
anyName: NAME | word;
word: contextualWord | reservedWord;
contextualWord
  : PARAM | TYPE | ENUM | KIND | RESOURCE | MODULE | OUTPUT | AS | VIA | VERSION | UNIQUE | CONTAINS | POINTS | REACHES | KEY | WITH
  ;
reservedWord
  : LET | IF | THEN | ELSE | MATCH | FOR | IN | FN | TRUE | FALSE | NONE | WHERE | PUB | IMPORT
  ;
