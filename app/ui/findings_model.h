#pragma once
/// What is to be said of a filing, as a list: structural problems first, then what the rules found. Shared by the enterprise's live
/// list and the bureau's view of a filing.

#include <array>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include "base/date.h"
#include "base/language.h"
#include "form/edition.h"
#include "rules/judgement.h"
#include "rules/queries.h"
#include "ui/form_model.h"

namespace zhibao {

/// That a line is the bureau's, from its receipt.
struct BureauSaid {
    std::int64_t version = 1;  // to which it was said
    Moment arrived;            // when that version did
    bool isReturned = false;   // else it waits
};

/// One line of the list.
struct ListedFinding {
    Level level = Level::error;
    std::string rule;  // the rule's id, or the code of a structural problem: what an explanation names
    std::string check;  // the check's id, as people know it
    std::vector<CellReference> cells;
    Query query;  // what an explanation of it has to be about
    LocalizedText sentence;
    std::optional<Finding> finding = {};  // of a rule, with the values it was judged on; nothing for a structural problem
    bool canBeExplained = false;
    bool isExplained = false;
    bool blocks = false;  // stands in the way of sealing
    bool isStillToFill = false;  // nobody has come to its questions yet: shown without alarm
    std::optional<BureauSaid> bureau = {};  // such a line blocks nothing; explained means that it was answered
};

/// The lines for a judgement of this filing, most serious first, otherwise in the judgement's order. A question is named as the form
/// names it, not by its id.
[[nodiscard]] std::vector<ListedFinding> listedFindings(Judgement const& judgement, Edition const& edition, EditionRules const& rules);
/// The notes for the cells of one form. Where several stand on a cell, the most serious gives the level and all give their words.
[[nodiscard]] CellNotes notesFor(std::vector<ListedFinding> const& findings, std::string_view form, Language language);
/// "row 3, Total", or "Form 2, row 3, Total" with the number of the form: where a cell stands, in words.
[[nodiscard]] QString placeText(CellReference const& cell, Edition const& edition, Language language, bool withForm = false);

class FindingsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { levelColumn, ruleColumn, placeColumn, sentenceColumn };
    /// A level as number, or that of what is still to fill in, or of what the bureau said.
    enum Role { findingLevelRole = Qt::UserRole + 1 };
    static constexpr int stillToFillLevel = -1;
    static constexpr int bureauLevel = -2;
    /// "From the bureau".
    [[nodiscard]] static QString bureauText();
    [[nodiscard]] static QString stillToFillText();

    explicit FindingsModel(QObject* parent = nullptr);
    /// Places are named with their form when there are several.
    void show(std::vector<ListedFinding> findings, std::shared_ptr<Edition const> edition, bool hasSeveralForms = false);
    void setLanguage(Language language);
    [[nodiscard]] std::vector<ListedFinding> const& findings() const noexcept { return findings_; }
    /// How many of each level, without what is still to fill in and what the bureau said.
    [[nodiscard]] std::size_t count(Level level) const noexcept;
    [[nodiscard]] std::size_t countStillToFill() const noexcept;
    /// What the bureau said and nobody answered yet.
    [[nodiscard]] std::size_t countOfBureau() const noexcept;
    [[nodiscard]] bool hasBureau() const noexcept;
    /// The name of a level in the window's language: 强制性, error …
    [[nodiscard]] static QString nameOfLevel(Level level);

    [[nodiscard]] int rowCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] int columnCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] QVariant data(QModelIndex const& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ListedFinding> findings_;
    std::shared_ptr<Edition const> edition_;
    bool hasSeveralForms_ = false;
    Language language_ = Language::chinese;
};

/// Shows some levels only, or all, and of these the lines in which a text stands.
class FindingsFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    /// Values of findingLevelRole; empty for all.
    void setLevels(std::set<int> levels);
    /// Looked for in every column, in any case; empty for all.
    void setText(QString const& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, QModelIndex const& parent) const override;

private:
    std::set<int> levels_;
    QString text_;
};

}  // namespace zhibao
