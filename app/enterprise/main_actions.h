#pragma once
/// What can be done in the enterprise's window, as one table: name, words, keys, icon, and what must be there for it to make sense. Menus
/// and the tool bar are made from it; what an action does is connected by name.

#include <array>
#include <initializer_list>
#include <utility>

#include <QAction>
#include <QObject>

#include "base/language.h"

class QActionGroup;
class QMainWindow;
class QMenu;
class QToolBar;

namespace zhibao {

class MainActions final : public QObject {
    Q_OBJECT
public:
    /// What the window shows, as far as actions depend on it.
    struct State {
        bool isOpen = false;      // a draft
        bool isEditable = false;  // and it is not sealed
        bool isForm = false;      // one of its forms is shown
        bool isGrid = false;      // and the form is a grid
        bool hasSeveralForms = false;
        QString undoName;  // empty: nothing to undo
        QString redoName;
    };

    /// The actions become children of the window, which shows menus and tool bar.
    explicit MainActions(QMainWindow& window);

    /// Null for a name that is not in the table.
    [[nodiscard]] QAction* find(char const* name) const;
    /// In the order of the table.
    [[nodiscard]] QList<QAction*> all() const;
    template <typename Work>
    void on(char const* name, QObject* receiver, Work work) {
        connect(find(name), &QAction::triggered, receiver, std::move(work));
    }
    /// Words and icons in this language and the colours of now.
    void wordAnew(Language language);
    void fit(State const& state);

private:
    void fillMenus();
    void fillTools();
    [[nodiscard]] QList<QAction*> named(std::initializer_list<char const*> names) const;

    QMainWindow& window_;
    QToolBar* tools_;
    std::array<QMenu*, 4> menus_{};
    QActionGroup* units_;
    QActionGroup* languages_;
    QActionGroup* colours_;
};

}  // namespace zhibao
