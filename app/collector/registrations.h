#pragma once
/// Requests to be registered, from senders that nobody knows yet: a queue of its own, apart from submissions, that takes only so many until
/// the bureau has looked at them. Each is a file DIGEST.zbr that appears whole; the bureau takes it away when it is done with it.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/error.h"

namespace zhibao::error {
inline constexpr ErrorCode registrationUnreadable{"registration-unreadable"};
inline constexpr ErrorCode registrationsFull{"registrations-full"};  // seconds
}  // namespace zhibao::error

namespace zhibao::collector {

class Registrations {
public:
    Registrations(std::filesystem::path folder, std::size_t mostWaiting) : folder_(std::move(folder)), mostWaiting_(mostWaiting) {}

    struct Stored {
        Digest digest;
        bool isKnown = false;  // the same bytes wait already
    };
    /// Durable when it returns. registrationUnreadable for what readRegistration refuses; registrationsFull; what writeFile says.
    /// Safe to call from several threads.
    [[nodiscard]] Result<Stored> add(BytesView bytes);
    /// How many wait. folderUnreadable.
    [[nodiscard]] Result<std::size_t> waiting() const;

private:
    std::filesystem::path folder_;
    std::size_t mostWaiting_;
    std::mutex mutex_;
};

}  // namespace zhibao::collector
