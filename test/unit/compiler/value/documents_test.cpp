// Reading and writing documents: what fits comes back as it was, what does not says where, and nothing hostile gets far.
#include <gtest/gtest.h>

#include <random>

#include "compiler/value/builtin.h"
#include "compiler/value/documents/convert.h"
#include "compiler/value/documents/template.h"
#include "compiler/value/fold.h"

namespace infra::value::documents {
namespace {

class Documents : public testing::Test {
 protected:
  /// A shape of nested lists of words.
  ValueId text(std::string_view t) { return values.string(t); }
  ValueId list(std::vector<ValueId> items) { return values.list(items); }
  ValueId of(std::string_view word, std::vector<ValueId> parts) {
    parts.insert(parts.begin(), text(word));
    return list(parts);
  }
  ValueId field(std::string_view name, ValueId shape) { return list({text(name), shape}); }

  /// `text` read by `parse` as `shape`, or the error as `code: message`.
  std::string read(Result<Node> (*parse)(std::string_view), std::string_view document, ValueId shape_value) {
    Result<Node> node = parse(document);
    if (!node) return node.error().code + ": " + node.error().message;
    auto shape = read_shape(values, shape_value);
    if (!shape) return "no shape";
    Result<ValueId> value = to_value(values, *node, *shape);
    if (!value) return value.error().code + ": " + value.error().message;
    return print_json_document(*to_node(values, *value, *shape), 0);
  }

  ValueStore values;
};

TEST_F(Documents, AreReadByTheTypeThatIsExpected) {
  ValueId server = of("record", {list({field("name", text("String")), field("port", text("Port")),
                                       field("memory", of("optional", {text("Size")}))})});
  ValueId servers = of("list", {server});
  EXPECT_EQ(read(parse_json_document, R"([{"port": 80, "name": "web", "memory": "2GiB"}])", servers),
            R"([{"name":"web","port":80,"memory":"2GiB"}])");
  EXPECT_EQ(read(parse_yaml_document, "- name: no\n  port: 80\n- {name: \"1\", port: 443, memory: ~}\n", servers),
            R"([{"name":"no","port":80},{"name":"1","port":443}])")
      << "plain text is what the type says: `no` is a name here";
  EXPECT_EQ(read(parse_csv_document, "name,port,memory\r\n\"we\"\"b\",80,\r\ndb,5432,1GiB\r\n", servers),
            R"([{"name":"we\"b","port":80},{"name":"db","port":5432,"memory":"1GiB"}])");
  EXPECT_EQ(read(parse_toml_document, "name = \"web\"\nport = 80\n", server), R"({"name":"web","port":80})");
  ValueId dates = of("map", {text("String"), text("Date")});
  EXPECT_EQ(read(parse_toml_document, "a = 2027-01-31\n", dates), R"({"a":"2027-01-31"})");
}

TEST_F(Documents, SayWhereTheyDoNotFit) {
  ValueId server = of("record", {list({field("name", text("String")), field("port", text("Port"))})});
  ValueId map = of("map", {text("String"), of("list", {server})});
  EXPECT_EQ(read(parse_json_document, R"({"eu": [{"name": "a", "port": 1}, {"name": "b", "port": "x"}]})", map),
            "E0361: `eu[1].port` is not a Port: found `x`");
  EXPECT_EQ(read(parse_json_document, R"({"eu": [{"name": "a"}]})", map),
            "E0361: `eu[0]` is not a record: found no field `port`");
  EXPECT_EQ(read(parse_json_document, R"({"eu": [{"name": "a", "port": 1, "prot": 2}]})", map),
            "E0361: `eu[0]` is not a record: found `prot`, a field that the type does not have");
  EXPECT_EQ(read(parse_json_document, "7", map), "E0361: the document is not a map: found `7`");
  EXPECT_EQ(read(parse_json_document, "99999999999999999999", text("Int")).substr(0, 5), "E0361");
  EXPECT_EQ(read(parse_json_document, "70000", text("Port")).substr(0, 5), "E0361");
  ValueId health =
      of("enum", {list({list({text("none"), list({})}), list({text("http"), list({field("port", text("Port"))})})})});
  EXPECT_EQ(read(parse_json_document, R"({"http": {"port": 80}})", health), R"({"http":{"port":80}})");
  EXPECT_EQ(read(parse_json_document, R"("none")", health), R"("none")");
  EXPECT_EQ(read(parse_json_document, R"("http")", health).substr(0, 5), "E0361");
  EXPECT_EQ(read(parse_json_document, R"({"http": {"port": 0}})", health),
            "E0361: `http.port` is not a Port: found `0`");
}

TEST_F(Documents, ThatCannotBeReadSayWhy) {
  ValueId any = of("list", {text("Int")});
  for (std::string_view bad : {"", "[1,]", "[1] 2", "{\"a\":1,\"a\":2}", "[1 // x\n]", "[NaN]", "[\"\xFF\"]"}) {
    EXPECT_EQ(read(parse_json_document, bad, any).substr(0, 5), "E0360") << bad;
  }
  for (std::string_view bad : {"a: [", "- 1\n---\n- 2\n", "!!int 7", "a: 1\na: 2\n", "*a", "? [x]\n: 1\n", "\t- 1"}) {
    EXPECT_EQ(read(parse_yaml_document, bad, any).substr(0, 5), "E0360") << bad;
  }
  for (std::string_view bad : {"a = ", "a = 1\na = 2\n", "[a\n"}) {
    EXPECT_EQ(read(parse_toml_document, bad, any).substr(0, 5), "E0360") << bad;
  }
  for (std::string_view bad : {"", "a,a\n1,2\n", "a,b\n1\n", "a\n\"x\n", "a\n\"x\"y\n"}) {
    EXPECT_EQ(read(parse_csv_document, bad, any).substr(0, 5), "E0360") << bad;
  }
}

TEST_F(Documents, ThatAreMadeToBreakTheirReaderAreRefused) {
  ValueId any = of("list", {text("Int")});
  EXPECT_EQ(read(parse_json_document, std::string(1'000'000, '['), any).substr(0, 5), "E0362");
  EXPECT_EQ(read(parse_yaml_document, std::string(1'000'000, '['), any).substr(0, 5), "E0362");
  EXPECT_NE(read(parse_toml_document, "a = " + std::string(100'000, '['), any).find("E036"), std::string::npos);
  std::string parts = "a";
  for (int i = 0; i < 1'000'000; ++i) parts += ".a";
  for (std::string document : {parts + " = 1", "[" + parts + "]", "x = { " + parts + " = 1 }"}) {
    EXPECT_EQ(read(parse_toml_document, document, any).substr(0, 5), "E0362");
  }
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 10; ++j) bomb += (j > 0 ? ", *a" : "*a") + std::to_string(i - 1);
    bomb += "]\n";
  }
  EXPECT_EQ(read(parse_yaml_document, bomb, any).substr(0, 5), "E0362");
  EXPECT_EQ(read(parse_yaml_document, "&a [*a]", any).substr(0, 5), "E0360") << "an anchor inside of itself";
}

TEST_F(Documents, ReadBackWhatTheyWrite) {
  std::mt19937 random(7);
  auto pick = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  auto word = [&] {
    static constexpr std::string_view kParts[] = {"a",  "no", " ",  "\n", ":",    "#",    "- ",   "\"",
                                                  "'",  "ü",  "\t", "1",  "~",    "null", "{",    "]",
                                                  "\\", "|",  "é",  "b",  "\n\n", "%",    "\x7F", "="};
    std::string out;
    for (int i = pick(5); i > 0; --i) out += kParts[pick(static_cast<int>(std::size(kParts)))];
    return out;
  };
  ValueId inner = of("record", {list({field("text", text("String")), field("n", of("optional", {text("Int")})),
                                      field("on", text("Bool")), field("f", text("Float"))})});
  ValueId shape_value = of("map", {text("String"), of("list", {inner})});
  Shape shape = *read_shape(values, shape_value);
  for (int round = 0; round < 500; ++round) {
    std::vector<MapItem> entries;
    for (int i = pick(4); i > 0; --i) {
      std::vector<ValueId> items;
      for (int j = pick(3); j > 0; --j) {
        std::vector<std::string_view> names = {"text", "on", "f"};
        std::vector<ValueId> parts = {text(word()), values.boolean(pick(2) == 0), values.real(pick(1000) / 8.0)};
        if (pick(2) == 0) {
          names.push_back("n");
          parts.push_back(values.integer(pick(100) - 50));
        }
        items.push_back(values.record(names, parts));
      }
      entries.push_back({text(word() + std::to_string(i)), list(items)});
    }
    ValueId value = values.map(entries);
    Node node = *to_node(values, value, shape);
    for (auto [name, printed, parse] : {std::tuple("json", print_json_document(node, 0), &parse_json_document),
                                        std::tuple("indented json", print_json_document(node, 2), &parse_json_document),
                                        std::tuple("yaml", print_yaml_document(node), &parse_yaml_document),
                                        std::tuple("toml", print_toml_document(node), &parse_toml_document)}) {
      SCOPED_TRACE(std::string(name) + "\n" + printed);
      Result<Node> again = parse(printed);
      ASSERT_TRUE(again.has_value()) << again.error().message;
      Result<ValueId> read_again = to_value(values, *again, shape);
      ASSERT_TRUE(read_again.has_value()) << read_again.error().message;
      EXPECT_TRUE(values.equal(value, *read_again));
    }
  }
}

TEST_F(Documents, AreWrittenForPeopleToo) {
  ValueId shape_value = of("record", {list({field("name", text("String")), field("script", text("String")),
                                            field("ports", of("list", {text("Int")})),
                                            field("limits", of("map", {text("String"), text("Size")}))})});
  Shape shape = *read_shape(values, shape_value);
  std::vector<std::string_view> names = {"name", "script", "ports", "limits"};
  const MapItem limit{text("memory"), values.integer(1 << 30)};
  std::vector<ValueId> parts = {text("yes"), text("#!/bin/sh\necho hi\n"),
                                list({values.integer(80), values.integer(443)}), values.map({&limit, 1})};
  Node node = *to_node(values, values.record(names, parts), shape);
  EXPECT_EQ(print_yaml_document(node),
            "name: \"yes\"\nscript: |\n  #!/bin/sh\n  echo hi\nports:\n  - 80\n  - 443\nlimits:\n  memory: \"1GiB\"\n");
  EXPECT_EQ(print_toml_document(node),
            "name = \"yes\"\nscript = \"#!/bin/sh\\necho hi\\n\"\nports = [80, 443]\n\n[limits]\nmemory = \"1GiB\"\n");
  EXPECT_EQ(
      print_json_document(node, 2),
      "{\n  \"name\": \"yes\",\n  \"script\": \"#!/bin/sh\\necho hi\\n\",\n  \"ports\": [\n    80,\n    443\n  ],\n"
      "  \"limits\": {\n    \"memory\": \"1GiB\"\n  }\n}");
}

class Templates : public Documents {
 protected:
  std::string render(std::string_view source) {
    ValueId server =
        of("record", {list({field("name", text("String")), field("port", of("optional", {text("Int")}))})});
    ValueId shape_value = of("record", {list({field("servers", of("list", {server})), field("tls", text("Bool")),
                                              field("env", of("map", {text("String"), text("Size")}))})});
    std::vector<std::string_view> names = {"name"}, both = {"name", "port"}, all = {"servers", "tls", "env"};
    std::vector<ValueId> web = {text("web"), values.integer(80)}, db = {text("db")};
    const MapItem entry{text("MEM"), values.integer(2048)};
    std::vector<ValueId> parts = {list({values.record(both, web), values.record(names, db)}), values.boolean(true),
                                  values.map({&entry, 1})};
    std::vector<ValueId> call = {text("String.render"), text(source), shape_value, values.record(all, parts)};
    Result<ValueId> result = fold(values, Op::Call, call);
    return result ? std::string(values.as_text(*result)) : result.error().code + ": " + result.error().message;
  }
  static constexpr std::string_view kRest = "{{ if tls }}{{ end }}{{ for k, v in env }}{{ end }}";
};

TEST_F(Templates, PutValuesInTheirPlaces) {
  EXPECT_EQ(render("# servers\n{{ for s in servers }}\n  {{ if s.port }}\n{{ s.name }}:{{ s.port }}\n  {{ else }}\n"
                   "{{ s.name }}\n  {{ end }}\n{{ end }}\n{{ if !tls }}plain{{ else }}tls{{ end }}\n"
                   "{{ for key, value in env }}{{ key }}={{ value }}{{ end }} {{ \"{{\" }}\n"),
            "# servers\nweb:80\ndb\ntls\nMEM=2KiB {{\n");
}

TEST_F(Templates, AreCheckedInAllTheirBranches) {
  std::string rest(kRest);
  EXPECT_EQ(render("{{ if tls }}{{ else }}{{ sevrers }}{{ end }}"),
            "E0364: line 1 of the template uses `sevrers`, which is not given");
  EXPECT_EQ(render("\n\n{{ for s in servers }}{{ s.nam }}{{ end }}"),
            "E0364: line 3 of the template uses `s.nam`, which is not given");
  EXPECT_EQ(render("{{ for s in servers }}{{ s.name }}{{ end }}{{ s.name }}"),
            "E0364: line 1 of the template uses `s.name`, which is not given");
  EXPECT_EQ(render("{{ tls }}{{ for k, v in env }}{{ v }}{{ end }}"), "E0365: the template does not use `servers`");
  EXPECT_EQ(render("{{ servers }}" + rest),
            "E0366: line 1 of the template: `servers` is a list, and a value that has a text is needed");
  EXPECT_EQ(render("{{ for x in tls }}{{ end }}"),
            "E0366: line 1 of the template: `tls` is a Bool, and a list or set is needed");
  EXPECT_EQ(render("{{ for s in servers }}{{ s.port }}{{ end }}" + rest),
            "E0366: line 1 of the template: `s.port` is `none`, and a value that has a text is needed");
}

TEST_F(Templates, ThatCannotBeReadSayTheLine) {
  for (std::string_view bad :
       {"a\n{{ tls", "a\n{{ }}", "a\n{{ if tls }}", "a\n{{ end }}", "a\n{{ else }}", "a\n{{ for s servers }}",
        "a\n{{ tls env }}", "a\n{{ if }}", "a\n{{ a-b }}", "a\n{{ for 1 in servers }}{{ end }}"}) {
    EXPECT_EQ(render(bad).substr(0, 29), "E0363: line 2 of the template") << bad;
  }
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "{{ if tls }}";
  EXPECT_EQ(render(deep).substr(0, 5), "E0363");
}

TEST_F(Documents, RefuseWhatIsNoShape) {
  for (ValueId bad : {values.integer(1), text("Thing"), list({}), of("list", {}), of("map", {text("Int")}),
                      of("record", {text("Int")}), of("enum", {list({text("a")})})}) {
    EXPECT_FALSE(is_shape(values, bad));
    std::vector<ValueId> call = {text("String.parse_json"), text("1"), bad};
    Result<ValueId> result = fold(values, Op::Call, call);
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().code, "E0326");
  }
}

}  // namespace
}  // namespace infra::value::documents
