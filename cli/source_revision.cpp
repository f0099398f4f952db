#include "cli/source_revision.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace infra::cli {

namespace fs = std::filesystem;

namespace {

std::string first_line(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

bool is_commit(const std::string& text) {
  return (text.size() == 40 || text.size() == 64) &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

/// `.git` of a work tree that is not the main one is a file that names the folder.
fs::path git_folder(const fs::path& dot_git) {
  if (fs::is_directory(dot_git)) return dot_git;
  std::string line = first_line(dot_git);
  constexpr std::string_view kWord = "gitdir: ";
  if (!line.starts_with(kWord)) return {};
  fs::path folder = line.substr(kWord.size());
  return folder.is_absolute() ? folder : dot_git.parent_path() / folder;
}

std::string packed(const fs::path& folder, const std::string& reference) {
  std::ifstream in(folder / "packed-refs");
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string commit, name;
    if (words >> commit >> name && name == reference) return commit;
  }
  return "";
}

}  // namespace

std::string source_revision(const std::string& folder) {
  std::error_code problem;
  for (fs::path at = fs::absolute(folder, problem); !problem; at = at.parent_path()) {
    if (fs::exists(at / ".git", problem)) {
      fs::path git = git_folder(at / ".git");
      std::string head = first_line(git / "HEAD");
      if (is_commit(head)) return head;
      constexpr std::string_view kWord = "ref: ";
      if (!head.starts_with(kWord)) return "";
      std::string reference = head.substr(kWord.size());
      // References are shared between work trees.
      fs::path common = git;
      if (std::string shared = first_line(git / "commondir"); !shared.empty()) common = git / shared;
      std::string commit = first_line(common / reference);
      if (!is_commit(commit)) commit = packed(common, reference);
      return is_commit(commit) ? commit : "";
    }
    if (at == at.root_path()) break;
  }
  return "";
}

}  // namespace infra::cli
