#pragma once
/// What a cell of the grid turns into while it is being typed into.

#include <vector>

#include <QAbstractListModel>
#include <QLineEdit>
#include <QListView>

#include "base/language.h"
#include "base/money.h"
#include "form/code_list.h"
#include "form/model.h"

namespace zhibao {

/// For figures: digits of any width, separators, sign and point, nothing else. Input methods are off, so that pinyin eats no digits.
class NumberEditor final : public QLineEdit {
    Q_OBJECT
public:
    NumberEditor(ColumnKind kind, Unit unit, QWidget* parent);
    /// In which unit amounts are typed from now on.
    void setUnit(Unit unit);

private:
    ColumnKind kind_;
};

/// The entries of a code list that fit what has been typed.
class ChoicesModel final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    void show(std::vector<CodeEntry const*> entries, Language language);
    [[nodiscard]] CodeEntry const* entryAt(int row) const;
    [[nodiscard]] int rowCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] QVariant data(QModelIndex const& index, int role) const override;

private:
    std::vector<CodeEntry const*> entries_;
    Language language_ = Language::chinese;
};

/// For codes: a code, a Chinese or English name or pinyin narrows the list below; the best entry is chosen when the cell is left. The
/// list takes no focus, so typing goes on. Alt+Down or F4 shows the whole list.
class CodeEditor final : public QLineEdit {
    Q_OBJECT
public:
    CodeEditor(CodeList const& list, bool leafOnly, Language language, QWidget* parent);
    ~CodeEditor() override;

    /// What the cell shall become: the chosen entry's code while the list is open, else what was typed.
    [[nodiscard]] QString answer() const;
    [[nodiscard]] bool isListShown() const;
    [[nodiscard]] QListView& list() const noexcept { return *popup_; }
    void showAll();
    /// The language of the names in the list, from the next time it is shown.
    void setLanguage(Language language);

Q_SIGNALS:
    /// An entry was clicked.
    void picked();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void offer(QString const& text);
    void show(std::vector<CodeEntry const*> entries);
    void announce();

    CodeList const& codes_;
    bool leafOnly_;
    Language language_;
    ChoicesModel* choices_;
    QListView* popup_;
};

}  // namespace zhibao
