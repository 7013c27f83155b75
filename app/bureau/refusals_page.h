#pragma once
/// Files that were refused, and the chosen one in full: where the trouble is, what it is and what to do next.

#include <QWidget>

#include "base/error.h"
#include "store/bureau_database.h"
#include "ui/window_language.h"

class QLabel;
class QTableView;

namespace zhibao {

class RefusalModel;

class RefusalsPage final : public QWidget {
    Q_OBJECT
public:
    RefusalsPage(WindowLanguage const& language, QWidget* parent = nullptr);

    /// Reads the list anew, from this database; null for none. It outlives the page or is replaced before it ends.
    void show(BureauDatabase const* database);
    [[nodiscard]] RefusalModel& refusals() noexcept { return *refusals_; }

Q_SIGNALS:
    void failed(zhibao::Error const& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    void tellAll();

    RefusalModel* refusals_;
    QTableView* view_;
    QLabel* whole_;
};

}  // namespace zhibao
