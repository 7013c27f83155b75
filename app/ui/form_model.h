#pragma once
/// A form of rows as a table for views: one column per question, and behind the parts of each total one for the difference that is
/// still open. Everything shown comes from the edition. This model only shows; the enterprise program's own derives from it and edits.

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <QAbstractTableModel>

#include "aggregate/period_converter.h"
#include "answers/earlier_rows.h"
#include "answers/filing.h"
#include "base/language.h"
#include "base/money.h"
#include "form/edition.h"
#include "rules/finding.h"

namespace zhibao {

/// What is said of one cell: how serious, and in which words.
struct CellNote {
    std::optional<Level> level;  // nothing where only the bureau says something
    QString text;
    bool isStillToFill = false;  // nothing is wrong yet: nobody has come here
    bool isOfBureau = false;     // the bureau waits for an answer here
    friend bool operator==(CellNote const&, CellNote const&) = default;
};
/// By row and id of the column.
using CellNotes = std::map<std::pair<std::size_t, std::string>, CellNote>;

class FormModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        levelRole = Qt::UserRole + 1,  // the level of the cell's note, as int; nothing when there is none
        differenceRole,                // true for the columns that show what is still open
        bureauRole,                    // true where the bureau waits for an answer
        earlierRole                    // true for the columns that show an earlier filing's figures
    };

    /// The figures of another filing of the unit, to stand beside those of today.
    struct Earlier {
        LocalizedText title;  // of which period
        EarlierRows rows;
    };

    /// The form must belong to the edition.
    FormModel(std::shared_ptr<Edition const> edition, Form const& form, QObject* parent = nullptr);

    [[nodiscard]] Edition const& edition() const noexcept { return *edition_; }
    [[nodiscard]] Form const& form() const noexcept { return form_; }
    [[nodiscard]] Language language() const noexcept { return language_; }
    [[nodiscard]] Unit unit() const noexcept { return unit_; }
    void setLanguage(Language language);
    /// In which unit amounts are shown and typed.
    void setUnit(Unit unit);
    /// The rows of a filing that does not change while it is shown.
    void setRows(std::vector<Row> rows);
    void setNotes(CellNotes notes);
    /// A column of each of these behind every figure; none to hide them. The model is reset.
    void setEarlier(std::vector<Earlier> earlier);
    /// Shows amounts in another currency, at its rate, or as they were entered. For looking only: derived models take no answers meanwhile.
    void setConversion(std::shared_ptr<PeriodConverter const> conversion);
    [[nodiscard]] bool isConverted() const noexcept { return conversion_ != nullptr; }

    /// The form's column behind a column of the view; null for a difference and for an earlier figure.
    [[nodiscard]] Column const* columnAt(int shown) const noexcept;
    /// Position of that column in the form's rows.
    [[nodiscard]] std::optional<std::size_t> positionAt(int shown) const noexcept;
    /// The residual whose difference stands in a column of the view; null for a question.
    [[nodiscard]] Residual const* residualAt(int shown) const noexcept;
    /// Where the view shows the column of that id; −1 when it does not.
    [[nodiscard]] int shownColumn(std::string_view id) const noexcept;
    /// How an answered code is shown: with its code where people know it, else by name alone.
    [[nodiscard]] QString choiceText(CodeEntry const& entry) const;
    /// The difference still open in a row; nothing when the row has no total and no parts.
    [[nodiscard]] std::optional<Money> difference(std::size_t row, Residual const& residual) const;

    [[nodiscard]] int rowCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] int columnCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] QVariant data(QModelIndex const& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    [[nodiscard]] virtual std::vector<Row> const& rows() const { return rows_; }
    [[nodiscard]] virtual QString textOf(QModelIndex const& index) const;
    /// Which columns the view has. What is only imported has one as soon as a row holds it. For the constructor of a derived model and
    /// between the beginning and the end of a reset.
    void arrangeColumns();
    /// True when a row holds an answer that no column shows yet.
    [[nodiscard]] bool hidesAnswers() const;

private:
    struct Shown {
        std::size_t position = 0;
        std::optional<std::size_t> residual = {};
        std::optional<std::size_t> earlier = {};
    };
    [[nodiscard]] bool isShown(std::size_t position) const;
    [[nodiscard]] Shown const& shownAt(int shown) const { return shown_[static_cast<std::size_t>(shown)]; }
    [[nodiscard]] CellNote const* noteOf(QModelIndex const& index) const;
    [[nodiscard]] QString titleOf(int shown) const;
    /// An answer of the row as it is shown: in the unit and the currency of the view.
    [[nodiscard]] QString answerText(Cell const& cell, Row const& row, std::size_t position) const;
    [[nodiscard]] std::string currencyOf(Row const& row, Column const& column) const;

    std::shared_ptr<Edition const> edition_;
    Form const& form_;
    std::vector<Shown> shown_;
    std::vector<Row> rows_;
    CellNotes notes_;
    std::vector<Earlier> earlier_;
    std::shared_ptr<PeriodConverter const> conversion_;
    Language language_ = Language::chinese;
    Unit unit_ = Unit::one;
};

}  // namespace zhibao
