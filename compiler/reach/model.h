// The network model: zones, the ways between them, the walls that guard them and the things that stand in them.
// Data only. Whatever is not known yet says so; decision 8 says what all of it means.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/reach/block.h"

namespace infra::reach {

enum class Tri : uint8_t { No, Maybe, Yes };

/// Whom a rule or a question names: all that is listed.
struct Party {
  std::vector<Block> blocks;     ///< Addresses, of things that the model does not have.
  std::vector<uint32_t> zones;   ///< Whatever stands in them.
  std::vector<uint32_t> things;  ///< Index into Model::things.
  bool unknown = false;          ///< And maybe others.
};

/// A connection from one of `from` to one of `to` on one of the ports is permitted.
struct Rule {
  uint32_t number = 0;  ///< Its place in the list that it was written in.
  Party from, to;
  uint32_t first_port = 0, last_port = 0;
  bool unknown_ports = false;
};

struct Wall {
  std::string name;  ///< Of its list of rules: `wall.allow`.
  std::vector<Rule> rules;
  bool unknown = false;  ///< It may have other rules as well.
};

/// A network. One without walls lets in whatever comes over a way, and nothing from outside.
struct Zone {
  std::string name;
  std::optional<Block> span;
  bool unknown_span = false;
  Tri out = Tri::No;             ///< Whether connections may leave it for the outside.
  std::vector<uint32_t> walls;   ///< A connection enters when one of them has a rule for it.
  std::vector<uint32_t> ways;    ///< Zones that connections go on into.
  std::vector<uint32_t> around;  ///< Zones that it lies in.
};

/// Something that opens and takes connections. Without a zone it stands outside.
struct Thing {
  std::string name;
  std::vector<uint32_t> zones;
  std::optional<Block> address;  ///< Absent: not known, but one of its zones'.
  bool unknown_zones = false;
};

struct Model {
  std::vector<Zone> zones;
  std::vector<Wall> walls;
  std::vector<Thing> things;
  bool incomplete = false;  ///< There may be walls or ways of which it is not known where they stand.
};

struct Question {
  std::optional<uint32_t> wall;  ///< Only about this one, wherever it stands.
  Party from, to;
  uint32_t port = 0;
  bool of_all = false;  ///< A part is as good as nothing: no mistake of whoever asks.
  bool unknown_port = false;
};

}  // namespace infra::reach
