// How long a compilation takes in a process that lives on: the first one, and one after an edit of a line.
//
//   recompile FOLDER STDLIB [EDITS]
//
// Edits a number in the middle of FOLDER/main.infra, first each time to another digit, then to one digit more and one less in
// turn, which moves every place behind it, and prints the medians of the compilations after an edit. Nothing here judges;
// that both ways say the same is what the tests are for.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "compiler/service/snapshot.h"
#include "compiler/source/disk_file_system.h"
#include "compiler/source/overlay_file_system.h"
#include "compiler/syntax/parse.h"

namespace {

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  using namespace infra;
  if (argc < 3) {
    std::fputs("usage: recompile FOLDER STDLIB [EDITS]\n", stderr);
    return 2;
  }
  auto package = open_disk(argv[1]);
  auto stdlib = open_disk(argv[2]);
  if (!package || !stdlib) {
    std::fputs("recompile: there is no such folder\n", stderr);
    return 2;
  }
  auto text = (*package)->read("main.infra", syntax::kMaxFileBytes);
  if (!text) {
    std::fputs("recompile: there is no main.infra in the folder\n", stderr);
    return 2;
  }
  OverlayFileSystem edited(**package);
  service::CompileRequest request;
  request.package = &edited;
  request.stdlib = stdlib->get();
  request.root = "main.infra";
  request.keeps = true;

  auto start = std::chrono::steady_clock::now();
  auto snapshot = service::Snapshot::take(request, true);
  const double first = milliseconds_since(start);
  const size_t digit = text->find_first_of("123456789", text->find(" = ", text->size() / 2));
  if (!snapshot.ok() || digit == std::string::npos) {
    std::fputs("recompile: the program does not compile, or has no number to edit\n", stderr);
    return 1;
  }
  const int edits = std::max(1, argc > 3 ? std::atoi(argv[3]) : 9);
  std::printf("first %.1f ms", first);
  for (const bool moves : {false, true}) {
    std::vector<double> times;
    for (int i = 0; i < edits; ++i) {
      if (!moves) {
        (*text)[digit] = static_cast<char>('1' + (static_cast<int>((*text)[digit] - '0')) % 9);
      } else if (i % 2 == 0) {
        text->insert(digit, 1, '1');
      } else {
        text->erase(digit, 1);
      }
      edited.lay("main.infra", *text);
      start = std::chrono::steady_clock::now();
      snapshot = service::Snapshot::take(request, true, std::move(snapshot));
      times.push_back(milliseconds_since(start));
      if (!snapshot.ok()) {
        std::fputs("recompile: with another number in its middle the program does not compile\n", stderr);
        return 1;
      }
    }
    std::sort(times.begin(), times.end());
    std::printf(", after an edit%s %.1f ms (%.1f to %.1f)", moves ? " that moves what follows" : "",
                times[times.size() / 2], times.front(), times.back());
  }
  std::printf("\n");
}
