#include "compiler/sema/check/foreign.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "compiler/value/builtin.h"

namespace infra::sema {
namespace {

struct Row {
  std::string_view name;
  std::string_view help;
  std::string_view written = {};
};

constexpr std::string_view kNone = "nothing is written `none`, where a `T?` is expected";
constexpr std::string_view kInstance = "the loop's own name is it: `for i in 0..3`, `for k, v in m`";

constexpr Row kValues[] = {
    {"null", kNone, "none"},
    {"nil", kNone, "none"},
    {"undefined", kNone, "none"},
    {"None", kNone, "none"},
    {"NULL", kNone, "none"},
    {"Null", kNone, "none"},
    {"nothing", kNone, "none"},
    {"True", "it is written `true`", "true"},
    {"TRUE", "it is written `true`", "true"},
    {"yes", "it is written `true`", "true"},
    {"False", "it is written `false`", "false"},
    {"FALSE", "it is written `false`", "false"},
    {"no", "it is written `false`", "false"},
    {"off", "it is written `false`", "false"},
    {"var", "a param is its name alone: `region`, not `var.region`"},
    {"param", "a param is its name alone"},
    {"local", "a `let` is its name alone: `name`, not `local.name`"},
    {"locals", "a `let` is its name alone"},
    {"data", "what exists already is declared, `existing net: Network { … }`, and then named: `net`"},
    {"existing", "what exists already is declared, `existing net: Network { … }`, and then named: `net`"},
    {"module", "a module use is named by its name alone: `store.url`"},
    {"each", kInstance},
    {"count", kInstance},
    {"this", "a resource does not name itself: put what both need into a `let`"},
    {"self", "only a function has `self`, as its first parameter: `fn slug(self: String) -> String`"},
    {"path", "paths are relative to the file that says them: `file(\"app.tar\")`"},
    {"env", "a program reads no environment: a `param` comes from outside, a secret is `secret.env(\"NAME\")`"},
    {"process", "a program reads no environment: a `param` comes from outside, a secret is `secret.env(\"NAME\")`"},
    {"switch", "it is written `match x { .a => 1, _ => 2 }`"},
    {"case", "it is written `match x { .a => 1, _ => 2 }`"},
    {"len", "it is read with a dot: `x.length`"},
    {"size", "it is read with a dot: `x.length`"},
    {"str", "values are put into strings: `\"${x}\"`"},
    {"string", "values are put into strings: `\"${x}\"`"},
    {"tostring", "values are put into strings: `\"${x}\"`"},
    {"format", "values are put into strings: `\"${name}-${i}\"`"},
    {"tonumber", "a text is read with `.parse_int()` or `.parse_float()`"},
    {"int", "a text is read with `.parse_int()`"},
    {"tolist", "a list is `[…]`; of a set it is `.to_list()`"},
    {"toset", "a list literal is a set where a `Set` is expected; of a list it is `.to_set()`"},
    {"tomap", "a map is `{ a = 1 }` where a `Map` is expected"},
    {"concat", "lists and strings are joined with `++`"},
    {"coalesce", "the first that is there is `a ?? b`"},
    {"lookup", "it is `m.get(key) ?? default`"},
    {"try", "what may be missing is `a?.b ?? default`"},
    {"can", "what may be missing is a `T?`: `??`, `?.`, `match`"},
    {"range", "it is written `0..n`, which ends before `n`"},
    {"element", "it is written `xs[i]`"},
    {"jsonencode", "it is called with a dot: `x.to_json()`"},
    {"jsondecode", "it is called with a dot: `text.parse_json()`"},
    {"yamlencode", "it is called with a dot: `x.to_yaml()`"},
    {"yamldecode", "it is called with a dot: `text.parse_yaml()`"},
    {"base64encode", "it is called with a dot: `text.to_base64()`"},
    {"base64decode", "it is called with a dot: `text.parse_base64()`"},
    {"cidrsubnet", "it is called with a dot: `cidr.subnet(…)`"},
    {"cidrhost", "it is called with a dot: `cidr.host(…)`"},
    {"templatefile", "it is `embed(\"f\").render({ … })`"},
    {"fileset", "the files of a folder are `dir(\"d\")`"},
    {"filesha256", "it is `file(\"f\").digest`"},
    {"trimspace", "it is called with a dot: `text.trim()`"},
    {"timestamp", "a program has no clock: the same sources give the same plan"},
    {"uuid", "nothing is random: `.uuid_v5(…)` makes one of a name"},
    {"print", "there is nothing to print to: `infra eval` shows values"},
};

constexpr std::string_view kList = "a list says of what: `List<String>`";
constexpr std::string_view kOptional = "what may be missing has a `?`: `String?`";
constexpr std::string_view kRecord =
    "a record says its fields: `{ name: String, port: Port }`, or `type Server = { … }`";

constexpr Row kTypes[] = {
    {"number", "a whole number is an `Int`, another one a `Float`", "Int"},
    {"integer", "a whole number is an `Int`", "Int"},
    {"Integer", "a whole number is an `Int`", "Int"},
    {"i32", "a whole number is an `Int`", "Int"},
    {"i64", "a whole number is an `Int`", "Int"},
    {"double", "such a number is a `Float`", "Float"},
    {"boolean", "it is called `Bool`", "Bool"},
    {"Boolean", "it is called `Bool`", "Bool"},
    {"str", "text is a `String`", "String"},
    {"text", "text is a `String`", "String"},
    {"Text", "text is a `String`", "String"},
    {"list", kList, "List"},
    {"array", kList, "List"},
    {"Array", kList, "List"},
    {"Vec", kList, "List"},
    {"tuple", kRecord},
    {"set", "a set says of what: `Set<String>`", "Set"},
    {"map", "a map says its keys and values: `Map<String, Int>`", "Map"},
    {"dict", "a map says its keys and values: `Map<String, Int>`", "Map"},
    {"Dict", "a map says its keys and values: `Map<String, Int>`", "Map"},
    {"object", kRecord},
    {"Object", kRecord},
    {"Record", kRecord},
    {"Option", kOptional},
    {"Optional", kOptional},
    {"optional", kOptional},
    {"Maybe", kOptional},
    {"any", "every value has a type: name it, or write a generic function, `fn first<T>(xs: List<T>) -> T?`"},
    {"Any", "every value has a type: name it, or write a generic function, `fn first<T>(xs: List<T>) -> T?`"},
    {"Password", "a value that nobody may read is a `Secret<String>`"},
    {"SecureString", "a value that nobody may read is a `Secret<String>`"},
    {"secret", "a value that nobody may read is a `Secret<String>`"},
    {"IpAddress", "it is called `Ip`", "Ip"},
    {"File", "the bytes of a file are an `Artifact`"},
    {"Folder", "the files of a folder are a `Dir`", "Dir"},
    {"Directory", "the files of a folder are a `Dir`", "Dir"},
    {"Timeout", "a length of time is a `Duration`", "Duration"},
};

constexpr std::string_view kAfter =
    "what refers to another waits for it; where nothing refers, say it behind: `{ … } with { after = [other] }`";
constexpr std::string_view kSetting = "`{0}` is about the deployment, not the thing: `{{ … }} with {{ {0} = … }}`";

constexpr std::string_view kSource = "source";

constexpr Row kEntries[] = {
    {"count", "how many stands in the head: `resource app: Kind for i in 0..3 { … }`"},
    {"for_each", "what there is one for stands in the head: `resource app: Kind for k, v in m { … }`"},
    {"depends_on", kAfter},
    {"dependsOn", kAfter},
    {"depends", kAfter},
    {"lifecycle", "that is said behind: `{ … } with { protect = true, ignore = [\"field\"] }`"},
    {"prevent_destroy", "that is said behind: `{ … } with { protect = true }`"},
    {"create_before_destroy",
     "the kind's lifecycle says it: an `immutable` one is always made before the old one goes"},
    {"ignore_changes", "that is said behind: `{ … } with { ignore = [\"field\"] }`"},
    {"timeouts", "that is said behind: `{ … } with { timeout = 5m }`"},
    {kSource, "a module is a file: `import \"./shop.infra\" as shop`, then `module store: shop { … }`"},
    {"after", kSetting},
    {"protect", kSetting},
    {"timeout", kSetting},
    {"retain", kSetting},
    {"provider", kSetting},
    {"rollout", kSetting},
    {"ignore", kSetting},
};

template <size_t N>
std::optional<Foreign> find(const Row (&rows)[N], std::string_view name) {
  auto row = std::find_if(std::begin(rows), std::end(rows), [&](const Row& r) { return r.name == name; });
  if (row == std::end(rows)) return std::nullopt;
  return Foreign{std::string(row->help), row->written};
}

}  // namespace

std::optional<Foreign> foreign_value(std::string_view name) {
  if (auto foreign = find(kValues, name)) return foreign;
  for (const value::Builtin* builtin : value::builtins()) {
    if (builtin->name != name) continue;
    std::string_view call = builtin->without_arguments ? "" : builtin->arity() > 1 ? "(…)" : "()";
    return Foreign{fmt::format("it is called with a dot: `x.{}{}`", name, call)};
  }
  return std::nullopt;
}

std::optional<Foreign> foreign_type(std::string_view name) { return find(kTypes, name); }

std::optional<Foreign> foreign_entry(std::string_view name, bool of_module) {
  if (name == kSource && !of_module) return std::nullopt;  // of many kinds it is a field
  auto foreign = find(kEntries, name);
  if (foreign && foreign->help == kSetting) foreign->help = fmt::format(fmt::runtime(kSetting), name);
  return foreign;
}

}  // namespace infra::sema
