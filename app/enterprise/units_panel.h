#pragma once
/// The units that reports are made for: choose one, add, rename (F2), hide. An accounting office has many.

#include <QGroupBox>

#include "enterprise/program.h"

class QAction;
class QListView;
class QToolButton;

namespace zhibao {

class UnitsModel;

class UnitsPanel final : public QGroupBox {
    Q_OBJECT
public:
    explicit UnitsPanel(Program& program, QWidget* parent = nullptr);
    /// Reads the list again; the chosen unit stays chosen.
    void refresh();
    void choose(QString const& code);
    /// Empty for all of them.
    [[nodiscard]] QString chosen() const;

Q_SIGNALS:
    void unitChosen(QString const& code, QString const& name);
    void setUpRequested(QString const& code, QString const& name);
    /// A name, or which units are shown.
    void unitsChanged();
    void failed(Error const& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QToolButton* makeButton(char const* name);
    void wordAnew();
    void rename();
    void toggleHidden();
    void updateButtons();

    Program& program_;
    UnitsModel* units_;
    QListView* list_;
    QToolButton* add_;
    QToolButton* profile_;
    QToolButton* rename_;
    QToolButton* hide_;
    QToolButton* showHidden_;
};

}  // namespace zhibao
