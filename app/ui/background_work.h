#pragma once
/// One piece of long work beside the window: progress comes back as signals, cancelling is a stop token, the window stays usable.

#include <functional>
#include <memory>
#include <stop_token>
#include <thread>

#include <QObject>
#include <QString>

#include "base/progress.h"

namespace zhibao {

class BackgroundWork final : public QObject {
    Q_OBJECT
public:
    using Work = std::function<void(Progress&, std::stop_token)>;

    explicit BackgroundWork(QObject* parent = nullptr);
    /// Asks running work to stop and waits for it.
    ~BackgroundWork() override;

    [[nodiscard]] bool isRunning() const noexcept { return running_; }
    /// Runs `work` on a thread of its own, then `done` on this object's thread. One at a time: does nothing while something runs.
    void start(Work work, std::function<void()> done);
    void cancel() { thread_.request_stop(); }

Q_SIGNALS:
    /// At most some twenty times a second, however quick the work is.
    void advanced(qulonglong finished, qulonglong total, QString const& item);
    void started();
    void finished();

private:
    std::jthread thread_;
    bool running_ = false;
};

}  // namespace zhibao
