#include "collector/metrics.h"

#include <algorithm>

namespace zhibao::collector {

namespace {

void family(std::string& text, std::string_view name, std::string_view kind, std::string_view help) {
    text.append("# HELP zhibao_collector_").append(name).append(" ").append(help).append("\n# TYPE zhibao_collector_").append(name).append(" ").append(kind).append("\n");
}

void sample(std::string& text, std::string_view name, std::string_view labels, std::string const& value) {
    text.append("zhibao_collector_").append(name).append(labels).append(" ").append(value).append("\n");
}

void single(std::string& text, std::string_view name, std::string_view kind, std::string_view help, std::uint64_t value) {
    family(text, name, kind, help);
    sample(text, name, "", std::to_string(value));
}

/// Thousandths as a decimal number.
std::string seconds(std::uint64_t milliseconds) {
    auto digits = std::to_string(1'000 + milliseconds % 1'000).substr(1);
    return std::to_string(milliseconds / 1'000) + "." + digits;
}

}  // namespace

void Metrics::answered(std::string_view route, unsigned status, std::uint64_t milliseconds) {
    std::lock_guard const lock{mutex_};
    ++answers_[{std::string{route}, status}];
    ++durations_[static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), milliseconds) - bounds.begin())];
    millisecondsTogether_ += milliseconds;
}

std::string Metrics::text(Spool::Figures const& spool, std::uint64_t registrationsWaiting) const {
    std::string text;
    {
        std::lock_guard const lock{mutex_};
        family(text, "requests_total", "counter", "Requests by route and status.");
        for (auto const& [key, count] : answers_)
            sample(text, "requests_total", "{route=\"" + key.first + "\",status=\"" + std::to_string(key.second) + "\"}", std::to_string(count));
        family(text, "request_seconds", "histogram", "From the first byte of a request to the last of its answer.");
        std::uint64_t together = 0;
        for (std::size_t i = 0; i < durations_.size(); ++i) {
            together += durations_[i];
            sample(text, "request_seconds_bucket", "{le=\"" + (i < bounds.size() ? seconds(bounds[i]) : std::string{"+Inf"}) + "\"}", std::to_string(together));
        }
        sample(text, "request_seconds_sum", "", seconds(millisecondsTogether_));
        sample(text, "request_seconds_count", "", std::to_string(together));
    }
    single(text, "connections_open", "gauge", "Connections open now.", connectionsOpen);
    single(text, "connections_total", "counter", "Connections taken.", connectionsTaken);
    single(text, "connections_refused_total", "counter", "Connections closed at once because there were too many.", connectionsRefused);
    single(text, "handshakes_failed_total", "counter", "TLS handshakes that failed or took too long.", handshakesFailed);
    single(text, "body_bytes", "gauge", "Bytes of requests that are being read or stored.", bodyBytes);
    single(text, "spool_records_total", "counter", "Submissions stored since the start.", spool.records);
    single(text, "spool_known_total", "counter", "Submissions that were stored already.", spool.known);
    single(text, "spool_bytes_total", "counter", "Bytes stored since the start.", spool.bytes);
    single(text, "spool_commits_total", "counter", "Waits for the disk.", spool.commits);
    single(text, "spool_failures_total", "counter", "Writes that the disk refused.", spool.failures);
    single(text, "spool_pending_bytes", "gauge", "Bytes that wait for the disk.", spool.pendingBytes);
    single(text, "spool_remembered", "gauge", "Submissions by which the same bytes are known again.", spool.remembered);
    single(text, "spool_cut_bytes", "gauge", "Bytes cut off at the start, left by a writer that was killed.", spool.cutBytes);
    single(text, "spool_damaged_segments", "gauge", "Damaged segments met at the start.", spool.damagedSegments);
    single(text, "registrations_waiting", "gauge", "Requests to be registered that wait for the bureau.", registrationsWaiting);
    return text;
}

}  // namespace zhibao::collector
