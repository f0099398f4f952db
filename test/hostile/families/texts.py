"""Bytes, letters and patterns."""
import json

from families import family


def quoted(text):
    return json.dumps(text, ensure_ascii=False).replace("${", "\\${")


@family(400_000)
def searches_that_fail(n):
    return f"let text = \"ab\".repeat({n // 2})\noutput x: Int = text.find_all(r\"[a-z]*[0-9]\").length\n"


@family(400_000, "E0390")
def searches_that_fail_in_replace(n):
    return f"let text = \"a\".repeat({n})\noutput x: String = text.replace(r\"a*b|a\", \"a\")\n"


@family(20_000, "E0390")
def searches_without_automaton(n):
    text = f"let text = [for i in 0..{n}: if (i * i % 7 + i % 3) % 2 == 0 then \"ab\" else \"ba\"].join(\"\")\n"
    pattern = "(?:(a|b)*a(a|b){900}c|(a|b)*b(a|b){900}c|a)"
    return text + f"output x: Int = text.find_all(r\"{pattern}\").length\noutput y: Bool = text.matches(r\"{pattern[:-3]})\")\n"


@family(400, "E0390")
def searches_from_behind(n):
    letter = "if i * i % 99991 % 2 == 0 then \"a\" else \"b\""
    text = f"let text = [\"c\", ...[for i in 0..{n * 100}: {letter}]].join(\"\")\n"
    return text + f"output x: Int = [for i in 0..{n}: text.matches(r\"c(a|b){{100}}a(a|b)*$\")].length\n"


@family(1_000, "E0390")
def groups_of_long_matches(n):
    return f"let text = \"ab\".repeat({n} * 1000)\n" \
        f"output x: Int = [for i in 0..{n}: text.captures(r\"(?s)((a|b)*(b|a)*)*(.*)\") == none].length\n"


@family(300_000)
def many_small_searches(n):
    return f"output x: Int = [for i in 0..{n}: if \"a${{i}}\".matches(r\"^a[0-9]*7$\") then 1 else 0].length\n"


@family(20_000)
def pattern_of_alternatives(n):
    return "let x = \"a\".matches(r\"" + "|".join(f"word{i}" for i in range(n)) + "\")\n"


@family(30, "E0320")
def pattern_of_repetitions(n):
    return "let x = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaa\".matches(r\"" + "(a*)*" * n + "b\")\n" \
        "let y = \"a\".matches(r\"((((a{1000}){1000}){1000}){1000})\")\n"


@family(50_000)
def pattern_of_groups(n):
    return "let x = \"a\".matches(r\"" + "(" * n + "a" + ")" * n + "\")\n"


@family(5_000_000, "E0338")
def one_long_line(n):
    return "let x = [" + "1, " * (n // 3) + "1]\n"


@family(8_300_000, "E0106")
def one_long_name(n):
    return "let " + "a" * n + " = 1\n"


@family(1_040_000, "E0211")
def one_long_text(n):
    return 'let x = "' + "a" * n + '"\noutput y: Int = x.words.length\n'


@family(8_000_000)
def nothing_but_lines(n):
    return "\n" * n


@family(8_000_000)
def nothing_but_comments(n):
    return "//\n" * (n // 3)


@family(100_000)
def documentation(n):
    return "/// `a` *b* [c](d\n" * n + "let x = 1\n"


@family(200_000, "E0107", "E0128", "E0202", "E0339")
def quotes_never_closed(n):
    return 'let x = "\n' * n


@family(50_000, "E0106")
def deep_indentation(n):
    return 'let x = """\n' + "".join(" " * (i % 100) + "a\n" for i in range(n)) + '"""\n'


@family(100_000, "E0056")
def bytes_that_are_no_text(n):
    return {"app.infra": b"let x = \"" + bytes(range(128, 256)) * (n // 128) + b"\"\n\xff\xfe\x00let y = 1"}


@family(100_000, "E0108")
def zero_bytes(n):
    return {"app.infra": b"let x = 1\n" + bytes(n)}


@family(20_000, "E0114", "E0128", "E0202", "E0339")
def bidirectional(n):
    return "let x = \"\u202e\u2066\u2069\"\n// \u202e\n" * n


@family(20_000, "E0056")
def surrogates_and_escapes(n):
    return {"app.infra": b"let x = \"\\u{d800}\\u{dfff}\\u{110000}\\u{}\\x\"\nlet y = \"\xed\xa0\x80\"\n" * (n // 2)}


@family(300_000, "E0115", "E0335")
def combining(n):
    accents = "\u0301" * n
    return f"let x = \"a{accents}\"\noutput y: Map<String, Int> = {{ [x] = 1 }}\n" \
        f"let a{accents[:n // 10]} = 1\noutput z: String = x.upper().to_slug()\n"


@family(20_000, "E0201")
def confusable_names(n):
    return "".join(f"let payp\u0430l{i} = 1\nlet paypal{i} = paypal{i}x\n" for i in range(n // 2))


@family(8_000)
def unicode_letters(n):
    text = "\U0001f468\u200d\U0001f469\ufdfa"
    return "".join(f"let \U00020000{chr(0x4e00 + i)} = \"{text}\"\n" for i in range(n))


@family(2_000, "E0201")
def names_nearly_right(n):
    return "".join(f"let value_of_the_service_{i}a = value_of_the_service_{i}b\n" for i in range(n))


@family(1_000_000, "E0320")
def scalars(n):
    digits = "9" * n
    return f"let a: Version = {quoted(digits + '.0.0-' + 'a.' * 10)}\nlet b: Url = {quoted('https://' + 'a/' * (n // 2))}\n" \
        f"let c: Path = {quoted('/..' * (n // 3))}\nlet d: Ip = {quoted(':' * n)}\n"


@family(50_000, "E0106")
def version_ranges(n):
    wanted = " || ".join(f">={i}.0.0 <{i}.5.0" for i in range(n))
    return f"let v: Version = \"1.9.9\"\noutput x: Bool = v.satisfies({quoted(wanted)})\n"


@family(2_000, "E0318", "E0390")
def large_interpolations(n):
    part = "x".join(["${a}"] * n)
    return f"let a = \"0123456789\".repeat(1_000)\nlet b = \"{part}\"\nlet c = [for i in 0..100_000: \"{part[:4000]}\"]\n"
