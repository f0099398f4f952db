#include "runtime/fetch/git.h"

#include <fcntl.h>
#include <git2.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include <fmt/format.h>

#include "compiler/base/sanitize.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/codes/host.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"
#include "runtime/fetch/cache_place.h"

namespace infra::runtime {
namespace {

using package::Source;

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* thing) const {
    Free(thing);
  }
};
using RepositoryPtr = std::unique_ptr<git_repository, Freed<git_repository_free>>;
using RemotePtr = std::unique_ptr<git_remote, Freed<git_remote_free>>;
using ObjectPtr = std::unique_ptr<git_object, Freed<git_object_free>>;
using TreePtr = std::unique_ptr<git_tree, Freed<git_tree_free>>;
using BlobPtr = std::unique_ptr<git_blob, Freed<git_blob_free>>;
using OdbPtr = std::unique_ptr<git_odb, Freed<git_odb_free>>;

std::string last_problem() {
  const git_error* problem = git_error_last();
  return problem && problem->message ? sanitize_line(problem->message) : "git does not say why";
}

/// The key of the agent; a password is never asked for, as nobody may be there to answer.
int give_credentials(git_credential** out, const char*, const char* user, unsigned allowed, void* tried) {
  if (++*static_cast<int*>(tried) > 2) return GIT_EAUTH;
  if (allowed & GIT_CREDENTIAL_SSH_KEY) return git_credential_ssh_key_from_agent(out, user ? user : "git");
  if (allowed & GIT_CREDENTIAL_USERNAME) return git_credential_username_new(out, user ? user : "git");
  return GIT_EAUTH;
}

/// A host that `known_hosts` does not have, or a certificate that nobody signed, is refused.
int judge_host(git_cert*, int valid, const char*, void*) { return valid ? 0 : GIT_ECERTIFICATE; }

class Git : public Repository {
 public:
  Git(const FetchRequest& request, std::string folder, FileDescriptor lock, RepositoryPtr repository)
      : shown_(request.shown),
        address_(request.source.location),
        folder_(std::move(folder)),
        lock_(std::move(lock)),
        repository_(std::move(repository)) {}

  Result<std::string> find(const Source& source, const std::string& wanted) override {
    const std::string& commit = source.revision == Source::Revision::Commit ? source.revision_name : wanted;
    // A commit is what it is; names are asked for anew, as they move.
    if (!commit.empty() && has_commit(commit)) return commit;
    INFRA_TRY(update());
    if (!commit.empty()) {
      if (has_commit(commit)) return commit;
      return fail(diag::error(diag::RevisionMissing, address_, "commit", commit)
                      .way_out("it must be reachable from a branch or a tag; somebody may have rewritten the history"));
    }
    std::string name = source.revision == Source::Revision::Tag      ? "refs/infra/tags/" + source.revision_name
                       : source.revision == Source::Revision::Branch ? "refs/infra/heads/" + source.revision_name
                                                                     : head_;
    git_object* found = nullptr;
    ObjectPtr object;
    git_oid id;
    if (!name.empty() && git_reference_name_to_id(&id, repository_.get(), name.c_str()) == 0 &&
        git_object_lookup(&found, repository_.get(), &id, GIT_OBJECT_ANY) == 0) {
      object.reset(found);
      git_object* peeled = nullptr;
      if (git_object_peel(&peeled, object.get(), GIT_OBJECT_COMMIT) == 0) {
        object.reset(peeled);
        char text[GIT_OID_HEXSZ + 1];
        git_oid_tostr(text, sizeof text, git_object_id(object.get()));
        return std::string(text);
      }
    }
    if (source.revision == Source::Revision::Head)
      return fail(diag::error(diag::RevisionMissing, address_, "branch", "HEAD")
                      .way_out("the repository is empty, or its default branch is gone: name a `tag` or a `branch`"));
    return fail(
        diag::error(diag::RevisionMissing, address_, package::revision_word(source.revision), source.revision_name)
            .way_out("`git ls-remote " + address_ + "` lists what there is"));
  }

  Result<void> lay_down(const std::string& commit, const std::string& dir, const std::string& into) override {
    git_oid id;
    git_object *found = nullptr, *tree = nullptr;
    if (git_oid_fromstr(&id, commit.c_str()) != 0 ||
        git_object_lookup(&found, repository_.get(), &id, GIT_OBJECT_COMMIT) != 0)
      return fail(unreadable());
    ObjectPtr object(found);
    if (git_object_peel(&tree, object.get(), GIT_OBJECT_TREE) != 0) return fail(unreadable());
    TreePtr root_tree(reinterpret_cast<git_tree*>(tree));
    if (!dir.empty()) {
      git_tree_entry* entry = nullptr;
      const int problem = git_tree_entry_bypath(&entry, root_tree.get(), dir.c_str());
      std::unique_ptr<git_tree_entry, Freed<git_tree_entry_free>> held(entry);
      git_tree* below = nullptr;
      if (problem != 0 || git_tree_entry_filemode(entry) != GIT_FILEMODE_TREE)
        return fail(
            diag::error(diag::RevisionMissing, address_, "folder", dir)
                .way_out(fmt::format("`git ls-tree -d -r --name-only {}` lists what there is; links are not followed",
                                     commit.substr(0, 12))));
      if (git_tree_lookup(&below, repository_.get(), git_tree_entry_id(entry)) != 0) return fail(unreadable());
      root_tree.reset(below);
    }
    FileDescriptor root(open(into.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root) return fail(diag::error(diag::CannotWrite, into, strerror(errno)));
    LayDown target(shown_, std::move(root), package_rules());
    INFRA_TRY(walk(std::move(root_tree), target));
    INFRA_TRY(target.finish());
    return {};
  }

 private:
  Error unreadable() const { return diag::error(diag::FetchFailed, shown_, last_problem()); }

  bool has_commit(const std::string& commit) const {
    git_oid id;
    git_object* found = nullptr;
    if (git_oid_fromstr(&id, commit.c_str()) != 0) return false;
    bool has = git_object_lookup(&found, repository_.get(), &id, GIT_OBJECT_COMMIT) == 0;
    git_object_free(found);
    return has;
  }

  /// All branches and tags, as they are there now.
  Result<void> update() {
    git_remote* made = nullptr;
    if (git_remote_create_anonymous(&made, repository_.get(), address_.c_str()) != 0) return fail(unreadable());
    RemotePtr remote(made);
    git_fetch_options options = GIT_FETCH_OPTIONS_INIT;
    int tried = 0;
    options.callbacks.credentials = &give_credentials;
    options.callbacks.payload = &tried;
    options.callbacks.certificate_check = &judge_host;
    options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;  // the second of these brings them
    options.prune = GIT_FETCH_PRUNE;
    options.proxy_opts.type = GIT_PROXY_AUTO;
    char heads[] = "+refs/heads/*:refs/infra/heads/*", tags[] = "+refs/tags/*:refs/infra/tags/*";
    char* specs[] = {heads, tags};
    git_strarray refspecs = {specs, 2};
    if (git_remote_connect(remote.get(), GIT_DIRECTION_FETCH, &options.callbacks, &options.proxy_opts, nullptr) != 0)
      return fail(unreadable());
    git_buf branch = GIT_BUF_INIT;
    if (git_remote_default_branch(&branch, remote.get()) == 0) {
      std::string_view name(branch.ptr, branch.size);
      if (name.starts_with("refs/heads/")) head_ = "refs/infra/heads/" + std::string(name.substr(11));
    }
    git_buf_dispose(&branch);
    if (git_remote_fetch(remote.get(), &refspecs, &options, nullptr) != 0) return fail(unreadable());
    return {};
  }

  /// No recursion: the depth is the repository's.
  Result<void> walk(TreePtr root, LayDown& target) {
    struct Open {
      TreePtr tree;
      std::string prefix;
      size_t next = 0;
    };
    git_odb* database = nullptr;
    if (git_repository_odb(&database, repository_.get()) != 0) return fail(unreadable());
    OdbPtr odb(database);
    const UnpackRules rules = package_rules();
    std::vector<Open> open;
    open.push_back({std::move(root), ""});
    while (!open.empty()) {
      Open& at = open.back();
      if (at.next == git_tree_entrycount(at.tree.get())) {
        open.pop_back();
        continue;
      }
      const git_tree_entry* entry = git_tree_entry_byindex(at.tree.get(), at.next++);
      std::string name = git_tree_entry_name(entry);
      std::string path = at.prefix + name;
      // A name is one step: what a tree of git cannot hold by its own rules it may hold all the same.
      if (name.empty() || name == "." || name == ".." || name.find('/') != name.npos)
        return target.refuse(path, "has a name that is none");
      git_filemode_t mode = git_tree_entry_filemode(entry);
      if (mode == GIT_FILEMODE_TREE) {
        git_tree* below = nullptr;
        if (git_tree_lookup(&below, repository_.get(), git_tree_entry_id(entry)) != 0) return fail(unreadable());
        TreePtr held(below);
        INFRA_TRY(target.folder(path));
        open.push_back({std::move(held), path + "/"});
        continue;
      }
      if (mode == GIT_FILEMODE_COMMIT) return target.refuse(path, "is a submodule, and those are not fetched");
      size_t size = 0;
      git_object_t type = GIT_OBJECT_INVALID;
      if (git_odb_read_header(&size, &type, odb.get(), git_tree_entry_id(entry)) != 0) return fail(unreadable());
      // Asked before it is read: an object is held in memory whole.
      if (size > rules.bytes)
        return fail(diag::error(diag::ArchiveTooLarge, shown_, fmt::format("{} bytes", rules.bytes)));
      git_blob* found = nullptr;
      if (git_blob_lookup(&found, repository_.get(), git_tree_entry_id(entry)) != 0) return fail(unreadable());
      BlobPtr blob(found);
      std::string_view bytes(static_cast<const char*>(git_blob_rawcontent(blob.get())), git_blob_rawsize(blob.get()));
      if (mode == GIT_FILEMODE_LINK) {
        INFRA_TRY(target.link(path, std::string(bytes)));
        continue;
      }
      bool given = false;
      auto content = [&]() -> Result<std::optional<LayDown::Piece>> {
        if (given) return std::nullopt;
        given = true;
        return LayDown::Piece{0, bytes};
      };
      INFRA_TRY(target.file(path, mode == GIT_FILEMODE_BLOB_EXECUTABLE, content));
    }
    return {};
  }

  std::string shown_, address_, folder_;
  FileDescriptor lock_;
  RepositoryPtr repository_;
  std::string head_;
};

}  // namespace

Result<std::unique_ptr<Repository>> open_repository(const FetchRequest& request, System& system) {
  git_libgit2_init();
  // Settings of the person or the machine could send an address elsewhere or run programs.
  for (int level : {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL})
    git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
  if (auto certificates = system.environment("SSL_CERT_FILE"))
    git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, certificates->c_str(), nullptr);

  std::string folder = request.cache + "/git/" + sha256(request.source.location).hex();
  INFRA_TRY(system.disk.make_folders(request.cache + "/git", 0755));
  FileDescriptor lock(open((folder + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!lock) return fail(diag::error(diag::CannotWrite, folder + ".lock", strerror(errno)));
  while (flock(lock.get(), LOCK_EX) != 0) {
    if (errno != EINTR) return fail(diag::error(diag::CannotWrite, folder + ".lock", strerror(errno)));
  }
  (void)futimens(lock.get(), nullptr);  // when the copy was used last
  git_repository* opened = nullptr;
  if (git_repository_open_bare(&opened, folder.c_str()) != 0) {
    // Absent, half made or broken: it is only a copy.
    INFRA_TRY(system.disk.remove_tree(folder));
    if (git_repository_init(&opened, folder.c_str(), 1) != 0)
      return fail(diag::error(diag::FetchFailed, request.shown, last_problem()));
  }
  return std::make_unique<Git>(request, folder, std::move(lock), RepositoryPtr(opened));
}

}  // namespace infra::runtime
