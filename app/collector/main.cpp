/// The program `zhibao-collector`: takes sealed filings over HTTPS into a spool, and gives out what the bureau has published.

#include <csignal>
#include <cstdio>
#include <exception>
#include <mutex>
#include <string>
#include <thread>

#include <pthread.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>

#include "base/file.h"
#include "collector/server.h"
#include "i18n/sentences.h"

using namespace zhibao;
using namespace zhibao::collector;

namespace {

struct Options {
    std::string listen = "[::]:8443";
    std::string admin;
    std::string certificate;
    std::string key;
    std::string clients;
    std::string revoked;
    std::string state;
    std::string published;
    std::string language;
    std::size_t mostRegistrations = 1'000;
    ServiceLimits service;
    ServerLimits server;
};

/// What is read again when the program is told so (SIGHUP).
struct Identity {
    std::shared_ptr<TlsIdentity const> tls;
    std::shared_ptr<ClientTrust const> trust;
};

Result<Identity> readIdentity(Options const& options) {
    ZHIBAO_TRY(Bytes const certificate, readFile(pathOf(options.certificate)));
    ZHIBAO_TRY(Bytes const key, readFile(pathOf(options.key)));
    ZHIBAO_TRY(Bytes const clients, readFile(pathOf(options.clients)));
    Bytes revoked;
    if (!options.revoked.empty()) {
        ZHIBAO_TRY(revoked, readFile(pathOf(options.revoked)));
    }
    Identity identity;
    ZHIBAO_TRY(identity.tls, inside(options.certificate, TlsIdentity::read(certificate, key, clients)));
    ZHIBAO_TRY(ClientTrust trust, inside(options.clients, ClientTrust::read(clients, revoked)));
    identity.trust = std::make_shared<ClientTrust const>(std::move(trust));
    return identity;
}

/// As many connections as it may have, it must be able to open.
void raiseFileLimit(std::size_t connections) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    constexpr std::size_t others = 256;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, std::max<rlim_t>(limit.rlim_cur, connections + others));
    setrlimit(RLIMIT_NOFILE, &limit);
}

Result<> run(Options const& options, sigset_t const& signals) {
    SystemClock const clock;
    Log log{stdout, clock};
    ZHIBAO_TRY(Identity identity, readIdentity(options));
    std::mutex mutex;
    auto const state = pathOf(options.state);
    ZHIBAO_TRY(Spool spool, Spool::open(state / "spool"));
    std::error_code problem;
    std::filesystem::create_directories(state / "registrations", problem);
    if (problem) return fail(error::fileUnwritable, {{"text", problem.message()}}, toText(state / "registrations"));
    Registrations registrations{state / "registrations", options.mostRegistrations};
    Published published{pathOf(options.published)};
    Metrics metrics;
    auto const trust = [&] {
        std::lock_guard const lock{mutex};
        return identity.trust;
    };
    Service service{{spool, registrations, published, trust, clock, [&](Error const& error) { log.problem(error); }}, options.service};
    AdminService admin{metrics, spool, registrations};
    Server server{{metrics, log}, options.server};
    ZHIBAO_TRY(auto const port, inside("--listen", server.listen(options.listen, service, identity.tls)));
    std::int64_t adminPort = 0;
    if (!options.admin.empty()) {
        ZHIBAO_TRY(adminPort, inside("--admin", server.listenPlainly(options.admin, admin)));
    }
    server.start();
    auto const figures = spool.figures();
    log.write("listening", {{"port", std::int64_t{port}}, {"adminPort", adminPort}, {"remembered", static_cast<std::int64_t>(figures.remembered)}, {"cutBytes", static_cast<std::int64_t>(figures.cutBytes)}, {"damagedSegments", static_cast<std::int64_t>(figures.damagedSegments)}});
    for (;;) {
        int signal = 0;
        if (sigwait(&signals, &signal) != 0) continue;
        if (signal != SIGHUP) break;
        auto read = readIdentity(options);
        if (!read) {
            // What was good until now stays in use.
            log.problem(read.error());
            continue;
        }
        server.useIdentity(read->tls);
        std::lock_guard const lock{mutex};
        identity = *std::move(read);
        log.write("reloaded");
    }
    log.write("stopping");
    server.stop();
    log.write("stopped");
    return {};
}

}  // namespace

int main(int count, char** arguments) {
    // Blocked before any thread is made, so that only the one that waits for them hears of them.
    sigset_t signals;
    sigemptyset(&signals);
    for (int const one : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, one);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    // The key is in memory: no dump of it, and no looking on by other programs.
    rlimit const none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);

    Options options;
    options.server.threads = std::max(1U, std::thread::hardware_concurrency());
    CLI::App program{"Zhibao 直报: takes sealed filings over HTTPS\n企业服务贸易统计直报：网络接收", "zhibao-collector"};
    program.set_version_flag("--version", ZHIBAO_VERSION);
    program.add_option("--listen", options.listen, "ADDRESS:PORT for senders, with TLS (default [::]:8443) / 接收地址与端口");
    program.add_option("--admin", options.admin, "ADDRESS:PORT for /healthz and /metrics, without TLS: only for the bureau's own machines / 监控地址与端口");
    program.add_option("--certificate", options.certificate, "Certificate of this server, with its chain (PEM) / 服务器证书")->required();
    program.add_option("--key", options.key, "Its private key (PEM) / 服务器私钥")->required();
    program.add_option("--clients", options.clients, "Certificate of the authority that issued those of the units (PEM) / 签发单位证书的机构证书")->required();
    program.add_option("--revoked", options.revoked, "Its revocation list (PEM) / 吊销列表");
    program.add_option("--state", options.state, "Folder of the spool and the registrations / 收件文件夹")->required();
    program.add_option("--published", options.published, "Folder of what the bureau has published / 发布文件夹")->required();
    program.add_option("--connections", options.server.connections, "Connections at one time (default 4096) / 连接数上限")->check(CLI::Range(1, 1'000'000));
    program.add_option("--submissions-per-minute", options.service.submissionsOfUnit.perMinute, "Submissions of a unit a minute (default 120) / 每单位每分钟报送数")->check(CLI::Range(1, 1'000'000));
    program.add_option("--registrations", options.mostRegistrations, "Registrations that may wait (default 1000) / 待办登记数上限")->check(CLI::Range(1, 1'000'000));
    program.add_option("--lang", options.language, "Language of sentences: zh or en / 提示语言")->check(CLI::IsMember({"zh", "en"}));
    program.footer("Example:\n  zhibao-collector --certificate server.pem --key server.key --clients authority.pem --state collector --published published\n"
                   "SIGHUP reads certificates and the revocation list again; SIGTERM stops in order.");
    try {
        program.parse(count, arguments);
        options.service.submissionsOfUnit.atOnce = options.service.submissionsOfUnit.perMinute;
        raiseFileLimit(options.server.connections);
        auto const result = run(options, signals);
        if (result) return 0;
        auto const language = options.language.empty() ? languageOfEnvironment() : options.language == "zh" ? Language::chinese : Language::english;
        std::fputs((problemLine(result.error(), language) + "\n").c_str(), stderr);
        return result.error().code == error::fileUnwritable ? 3 : 2;
    } catch (CLI::Success const& answer) {
        return program.exit(answer);
    } catch (CLI::ParseError const& problem) {
        std::fprintf(stderr, "zhibao-collector: %s\n", problem.what());
        return 2;
    } catch (std::exception const& problem) {
        // Only lack of memory, or a bug of ours, ends here.
        std::fprintf(stderr, "zhibao-collector: internal-failure: %s\n", problem.what());
        return 3;
    }
}
