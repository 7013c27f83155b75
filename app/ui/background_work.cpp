#include "ui/background_work.h"

#include <QElapsedTimer>
#include <QMetaObject>

#include "ui/text.h"

namespace zhibao {

namespace {

/// Hands progress on, but not more often than a person can see.
class ThrottledProgress final : public Progress {
public:
    explicit ThrottledProgress(BackgroundWork& work) : work_(work) {}
    void advanced(std::uint64_t done, std::uint64_t total, std::string_view item) override {
        constexpr qint64 pauseMilliseconds = 50;
        if (timer_.isValid() && timer_.elapsed() < pauseMilliseconds && done != total) return;
        timer_.start();
        Q_EMIT work_.advanced(done, total, toQt(item));
    }

private:
    BackgroundWork& work_;
    QElapsedTimer timer_;
};

}  // namespace

BackgroundWork::BackgroundWork(QObject* parent) : QObject(parent) {}

BackgroundWork::~BackgroundWork() = default;

void BackgroundWork::start(Work work, std::function<void()> done) {
    if (running_) return;
    running_ = true;
    Q_EMIT started();
    thread_ = std::jthread{[this, work = std::move(work), done = std::move(done)](std::stop_token stop) {
        ThrottledProgress progress{*this};
        work(progress, stop);
        QMetaObject::invokeMethod(
            this,
            [this, done] {
                running_ = false;
                done();
                Q_EMIT finished();
            },
            Qt::QueuedConnection);
    }};
}

}  // namespace zhibao
