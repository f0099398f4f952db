#include "compiler/package/lock.h"
#include "compiler/diag/codes/package.h"

#include <algorithm>

namespace infra::package {
namespace {

std::string asks_text(const Asks& asks) {
  if (asks.empty()) return "asks = []\n";
  std::string text = "asks = [\n";
  for (const auto& [name, source] : asks) text += fmt::format("  {},\n", toml_string(name + " " + source.text()));
  return text + "]\n";
}

std::string package_text(const LockedPackage& package, std::string_view header) {
  std::string text = fmt::format("\n[[{}]]\nname = {}\nversion = {}\nsource = {}\n", header, toml_string(package.name),
                                 toml_string(package.version.text()), toml_string(package.source.text()));
  if (package.pin) {
    if (!package.pin->commit.empty()) text += fmt::format("commit = {}\n", toml_string(package.pin->commit));
    text += fmt::format("digest = \"{}\"\n", package.pin->digest.text());
  }
  return text + asks_text(package.asks);
}

/// Strict: what this program does not write, it does not read.
class Reader {
 public:
  explicit Reader(diag::Sink& sink) : sink_(sink) {}

  std::optional<Lock> read(const Toml& root) {
    const TomlMember* format = root.find("format");
    if (!format || format->value.type != Toml::Type::Integer)
      return damaged(root.span, "it says no format"), std::nullopt;
    if (format->value.number != kLockFormat) {
      sink_.emit(diag::LockFormat, format->value.span, format->value.number, kLockFormat)
          .help("use the version of Infra that wrote it, or write it anew with `infra lock`");
      return std::nullopt;
    }
    Lock lock;
    for (const TomlMember& member : root.members) {
      if (member.key == "format") continue;
      if (member.key == "asks") {
        lock.asks = asks(member.value);
      } else if (member.key == "package" || member.key == "outvoted") {
        auto& list = member.key == "package" ? lock.packages : lock.outvoted;
        if (member.value.type != Toml::Type::Array) damaged(member.key_span, "`" + member.key + "` is no list");
        for (const Toml& item : member.value.items) list.push_back(package(item));
      } else {
        damaged(member.key_span, "nothing writes `" + member.key + "`");
      }
    }
    if (!failed_ && lock.packages.size() > 1) {
      for (size_t i = 1; i < lock.packages.size(); ++i) {
        if (lock.packages[i - 1].name >= lock.packages[i].name)
          damaged(root.span, fmt::format("`{}` is out of order or stands twice", lock.packages[i].name));
      }
    }
    if (!failed_) check_asks(lock, root.span);
    if (failed_) return std::nullopt;
    return lock;
  }

 private:
  void damaged(Span place, const std::string& why) {
    if (failed_) return;
    failed_ = true;
    sink_.emit(diag::LockDamaged, place, why)
        .help("take it back from version control, or write it anew with `infra lock`");
  }

  /// Every name that is asked for has its package.
  void check_asks(const Lock& lock, Span place) {
    auto check = [&](const Asks& asks) {
      for (const auto& [name, source] : asks) {
        if (!lock.find(name)) damaged(place, fmt::format("`{}` is asked for and not in it", name));
      }
    };
    check(lock.asks);
    for (const LockedPackage& package : lock.packages) check(package.asks);
  }

  Asks asks(const Toml& list) {
    Asks made;
    if (list.type != Toml::Type::Array) damaged(list.span, "`asks` is no list");
    for (const Toml& item : list.items) {
      size_t space = item.text.find(' ');
      auto source = space == item.text.npos ? std::nullopt : Source::parse(item.text.substr(space + 1));
      if (item.type != Toml::Type::String || !source || !is_package_name(item.text.substr(0, space)) ||
          !made.emplace(item.text.substr(0, space), *source).second)
        damaged(item.span, "`asks` holds what names no package and its source");
    }
    return made;
  }

  std::string string_of(const Toml& table, std::string_view key) {
    const TomlMember* member = table.find(key);
    if (member && member->value.type == Toml::Type::String) return member->value.text;
    damaged(member ? member->value.span : table.span, fmt::format("a package has no `{}`", key));
    return "";
  }

  LockedPackage package(const Toml& table) {
    LockedPackage made;
    if (table.type != Toml::Type::Table) return damaged(table.span, "a package is no table"), made;
    for (const TomlMember& member : table.members) {
      static constexpr std::string_view kKeys[] = {"name", "version", "source", "commit", "digest", "asks"};
      if (std::find(std::begin(kKeys), std::end(kKeys), member.key) == std::end(kKeys))
        damaged(member.key_span, "nothing writes `" + member.key + "`");
    }
    made.name = string_of(table, "name");
    if (!is_package_name(made.name)) damaged(table.span, "`" + made.name + "` is no name of a package");
    auto version = Version::parse(string_of(table, "version"));
    auto source = Source::parse(string_of(table, "source"));
    if (!version || !source)
      return damaged(table.span, "the version or the source of `" + made.name + "` cannot be read"), made;
    made.version = *version;
    made.source = *source;
    if (const TomlMember* list = table.find("asks"))
      made.asks = asks(list->value);
    else
      damaged(table.span, "`" + made.name + "` has no `asks`");
    if (!made.source.is_fetched()) return made;
    auto digest = Digest::parse(string_of(table, "digest"));
    if (!digest) return damaged(table.span, "the digest of `" + made.name + "` cannot be read"), made;
    made.pin = Pin{"", *digest};
    if (made.source.kind != Source::Kind::Git) return made;
    made.pin->commit = string_of(table, "commit");
    if (made.pin->commit.size() != 40 || made.pin->commit.find_first_not_of("0123456789abcdef") != std::string::npos)
      damaged(table.span, "the commit of `" + made.name + "` cannot be read");
    return made;
  }

  diag::Sink& sink_;
  bool failed_ = false;
};

}  // namespace

const LockedPackage* Lock::find(std::string_view name) const {
  auto found =
      std::lower_bound(packages.begin(), packages.end(), name,
                       [](const LockedPackage& package, std::string_view wanted) { return package.name < wanted; });
  return found != packages.end() && found->name == name ? &*found : nullptr;
}

const Pin* Lock::pin_of(const Source& source) const {
  for (const auto* list : {&packages, &outvoted}) {
    for (const LockedPackage& package : *list) {
      if (package.source == source && package.pin) return &*package.pin;
    }
  }
  return nullptr;
}

Asks asks_of(const Manifest& manifest, std::string_view place) {
  Asks asks;
  for (const Dependency& dependency : manifest.dependencies) {
    Source source = dependency.source;
    if (!is_address(source.location) && source.kind != Source::Kind::Git)
      source.location = join_paths(place, source.location);
    asks.emplace(dependency.name, std::move(source));
  }
  return asks;
}

std::string to_text(const Lock& lock) {
  std::string text =
      "# Written by `infra add`, `remove`, `update` and `lock`. Keep it in version control, beside `infra.toml`.\n"
      "format = 1\n";
  text += asks_text(lock.asks);
  for (const LockedPackage& package : lock.packages) text += package_text(package, "package");
  for (const LockedPackage& package : lock.outvoted) text += package_text(package, "outvoted");
  return text;
}

std::optional<Lock> read_lock(FileId file, const SourceMap& sources, diag::Sink& sink) {
  diag::Sink syntax;
  auto toml = parse_toml(file, sources, syntax);
  if (!toml) {
    diag::Diagnostic found = syntax.take().front();
    sink.emit(diag::LockDamaged, found.primary.span, found.message)
        .help("take it back from version control, or write it anew with `infra lock`");
    return std::nullopt;
  }
  return Reader(sink).read(*toml);
}

}  // namespace infra::package
