// Where a package comes from, as a manifest says it and as the lock keeps it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/base/digest.h"

namespace infra::package {

struct Source {
  enum class Kind : uint8_t { Path, Git, Archive };
  enum class Revision : uint8_t { Head, Tag, Branch, Commit };

  Kind kind = Kind::Path;
  /// A path (relative to the root package once it is resolved), an address, or the path of an archive.
  std::string location;
  Revision revision = Revision::Head;  ///< Of git.
  std::string revision_name = {};      ///< Empty for the head of the default branch.
  std::string dir = {};                ///< The folder of what is fetched that the package is; empty: all of it.

  bool is_fetched() const { return kind != Kind::Path; }
  /// One line, read back by parse: `path+../net`, `git+https://x.org/net.git#tag=v1`,
  /// `archive+https://x.org/all.tar.gz#dir=packages/net`; a `dir` stands before the revision.
  std::string text() const;
  static std::optional<Source> parse(std::string_view text);

  friend bool operator==(const Source&, const Source&) = default;
};

/// "tag", "branch", "commit"; empty for the head.
std::string_view revision_word(Source::Revision revision);

/// An address with a scheme that packages come from, `git@host:path` of ssh included. Everything else is a path.
bool is_address(std::string_view text);

/// Why packages cannot come from there; empty when they can.
std::string refusal(const Source& source);
/// The same of `dir` alone: a plain path that goes down and nowhere else.
std::string dir_refusal(std::string_view dir);

/// The path `to` seen from `base`, both relative to one folder; it may begin with `..`. An absolute path stays.
std::string join_paths(std::string_view base, std::string_view to);

}  // namespace infra::package
