#include "runtime/fetch/download.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "compiler/base/sanitize.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"
#include "runtime/system/file_descriptor.h"

namespace infra::runtime {
namespace {

struct Target {
  FileDescriptor file;
  uint64_t written = 0;
  bool too_large = false;
  int problem = 0;

  static size_t take(char* bytes, size_t, size_t size, void* self) {
    auto& target = *static_cast<Target*>(self);
    if (target.written + size > kMaxDownload) return target.too_large = true, 0;
    for (size_t done = 0; done < size;) {
      ssize_t wrote = write(target.file.get(), bytes + done, size - done);
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote <= 0) return target.problem = errno, 0;
      done += static_cast<size_t>(wrote);
    }
    target.written += size;
    return size;
  }
};

}  // namespace

Result<void> download(const std::string& address, const std::string& path, System& system) {
  Target target;
  target.file = FileDescriptor(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!target.file) return fail(diag::error(diag::CannotWrite, path, strerror(errno)));
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
  if (!curl) return fail(diag::error(diag::FetchFailed, address, "the library that speaks https does not start"));
  char why[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(curl.get(), CURLOPT_URL, address.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt(curl.get(), CURLOPT_REDIR_PROTOCOLS_STR, "https");
  curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_MAXREDIRS, 5L);
  curl_easy_setopt(curl.get(), CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT, 30L);
  // A server that sends less than this for a minute has gone away.
  curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_LIMIT, 100L);
  curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_TIME, 60L);
  curl_easy_setopt(curl.get(), CURLOPT_USERAGENT, "infra");
  curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, why);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &Target::take);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &target);
  if (auto certificates = system.environment("SSL_CERT_FILE"))
    curl_easy_setopt(curl.get(), CURLOPT_CAINFO, certificates->c_str());
  CURLcode code = curl_easy_perform(curl.get());
  if (target.too_large) return fail(diag::error(diag::DownloadTooLarge, address, kMaxDownload));
  if (target.problem != 0) return fail(diag::error(diag::CannotWrite, path, strerror(target.problem)));
  if (code != CURLE_OK)
    return fail(diag::error(diag::FetchFailed, address, sanitize_line(*why ? why : curl_easy_strerror(code))));
  return {};
}

}  // namespace infra::runtime
