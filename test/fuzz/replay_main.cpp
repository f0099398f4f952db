// Gives each file of the folders named to the fuzz target; with `--mutate SEED SECONDS`, changed mixtures of them after
// that, for so long. A crash, a hang or an abort names the input that it came from and keeps it as a file.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr unsigned kHangSeconds = 60;
constexpr size_t kLongest = 64 << 10;

/// The input at work, for whoever has to report its death.
struct {
  char name[4096];
  const char* data;
  size_t size;
} at_work;

void report_death(int number) {
  const char* kept = "fuzz-death.input";
  if (FILE* file = std::fopen(kept, "wb")) {
    std::fwrite(at_work.data, 1, at_work.size, file);
    std::fclose(file);
  }
  std::fprintf(stderr, "signal %d in %s, %zu bytes, kept in %s\n", number, at_work.name, at_work.size, kept);
  signal(number, SIG_DFL);
  raise(number == SIGALRM ? SIGABRT : number);
}

void give(const std::string& name, const std::string& bytes) {
  std::snprintf(at_work.name, sizeof at_work.name, "%s", name.c_str());
  at_work.data = bytes.data();
  at_work.size = bytes.size();
  alarm(kHangSeconds);
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
  alarm(0);
}

/// One input of the corpus with pieces of others, swapped, doubled and damaged. Each by its own seed, so that one alone
/// can be made again.
std::string mutated(const std::vector<std::string>& corpus, uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto below = [&](size_t limit) { return limit == 0 ? 0 : static_cast<size_t>(random() % limit); };
  std::string text = corpus[below(corpus.size())];
  for (size_t edits = 1 + below(8); edits > 0; --edits) {
    const size_t at = below(text.size() + 1), length = below(std::min<size_t>(64, text.size() - at) + 1);
    const std::string& other = corpus[below(corpus.size())];
    const size_t from = below(other.size() + 1);
    switch (below(6)) {
      case 0: text.erase(at, length); break;
      case 1: text.insert(at, text.substr(at, length)); break;
      case 2: text.insert(at, other.substr(from, 1 + below(64))); break;
      case 3: text.replace(at, length, other.substr(from, length)); break;
      case 4: text.insert(at, 1, static_cast<char>(below(256))); break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
    }
  }
  text.resize(std::min(text.size(), kLongest));
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  for (int number : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGALRM}) signal(number, report_death);
  std::vector<std::string> corpus;
  uint64_t seed = 0;
  int seconds = 0;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--mutate") == 0 && i + 2 < argc) {
      seed = std::strtoull(argv[++i], nullptr, 10);
      seconds = std::atoi(argv[++i]);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      std::ifstream in(entry.path(), std::ios::binary);
      corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
      give(entry.path().string(), corpus.back());
    }
  }
  if (corpus.empty()) return std::printf("there is no input\n"), 1;
  std::printf("%zu inputs\n", corpus.size());
  if (seconds <= 0) return 0;
  uint64_t count = 0;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  for (; std::chrono::steady_clock::now() < end; ++count)
    give("mutation " + std::to_string(count) + " of seed " + std::to_string(seed),
         mutated(corpus, seed * 1'000'003 + count));
  std::printf("%llu mutations of seed %llu\n", static_cast<unsigned long long>(count),
              static_cast<unsigned long long>(seed));
  return 0;
}
