#pragma once
/// The filing that is being edited. Every change goes through here and is one step that can be undone, with a name in the language of
/// the window; models and windows only listen. Commands hold values, never widgets.

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <QObject>
#include <QUndoCommand>
#include <QUndoStack>

#include "answers/filing.h"
#include "answers/scope.h"
#include "base/language.h"
#include "base/money.h"
#include "form/edition.h"
#include "import/ledger_line.h"
#include "import/paste.h"
#include "rules/queries.h"

namespace zhibao {

/// The lines of a unit's own ledger; shared, for steps hold them and they do not change.
using LedgerLines = std::shared_ptr<std::vector<LedgerLine> const>;

/// The name of a step, made when it is shown, so that it follows the language.
using StepName = std::function<QString()>;

struct CellEdit {
    std::size_t row = 0;
    std::size_t column = 0;  // position in the form
    Cell cell;
};

/// What typed text becomes. An answer that no list or calendar knows is kept as typed: the structural check says what is wrong with
/// it, and nothing that was typed is lost. Only what cannot be a figure is refused, with the error of parseCell.
[[nodiscard]] Result<Cell> cellFromTyping(std::string_view text, Column const& column, Unit unit, Edition const& edition);

class FilingDocument final : public QObject {
    Q_OBJECT
public:
    FilingDocument(std::shared_ptr<Edition const> edition, Filing filing, QObject* parent = nullptr);

    [[nodiscard]] Filing const& filing() const noexcept { return filing_; }
    [[nodiscard]] Edition const& edition() const noexcept { return *edition_; }
    [[nodiscard]] std::shared_ptr<Edition const> const& sharedEdition() const noexcept { return edition_; }
    [[nodiscard]] std::vector<Row> const& rows(std::string_view form) const;

    /// What the unit's profile says; with it and the answers the document knows which forms of the set are asked. A form that comes into
    /// scope is there at once, empty; one that leaves it goes when it is empty and is kept when it holds answers. No step of its own.
    void setProfile(std::optional<Characteristics> profile);
    /// Whether the form is asked and why; null before setProfile and for a form that is not of the set.
    [[nodiscard]] FormScope const* scopeOf(std::string_view form) const noexcept;
    /// True for a form that is no longer asked and still holds answers.
    [[nodiscard]] bool isKept(std::string_view form) const noexcept;

    /// In which language steps name themselves and what they changed.
    [[nodiscard]] Language language() const noexcept { return language_; }
    void setLanguage(Language language);

    /// A sealed version is shown and no longer changes: every edit below does nothing.
    void freeze();
    [[nodiscard]] bool isFrozen() const noexcept { return isFrozen_; }
    /// While grids show amounts that nobody entered, such as converted ones, nothing changes a form of rows: neither an edit below nor a
    /// step that is taken back or done again. Each that would says so by refusedWhileLooking().
    void setOnlyLookedAt(bool isOnlyLookedAt) { isOnlyLookedAt_ = isOnlyLookedAt; }
    /// False, and refusedWhileLooking() is emitted, for a form of rows that is only looked at.
    [[nodiscard]] bool mayChange(std::string_view form);
    /// The same for what changes all forms at once.
    [[nodiscard]] bool mayChangeGrids();

    // Edits. Each is one step; one that would change nothing is no step.
    /// Changes of the same single cell under the same key, one after the other, are one step; an empty key is like no other.
    void setCells(std::string const& form, std::vector<CellEdit> edits, StepName name, std::string mergeKey = {});
    /// A row under a key takes changes of its own cells under the same key into its step.
    void insertRows(std::string const& form, std::size_t position, std::vector<Row> rows, StepName name, std::string mergeKey = {});
    void removeRows(std::string const& form, std::size_t position, std::size_t count, StepName name);
    /// The unit's answer to a query; an empty text takes it back. Typing on in the same answer stays one step.
    void explain(Query const& query, std::string const& text);
    void setSignatories(Signatories const& signatories);
    void setZero(bool zero, std::string const& reason);
    /// Whether it is filed late, and why there is this version; typing on in the reason stays one step.
    void setReason(FilingKind kind, std::string const& reason);
    /// What the unit notes beside a cell; an empty text takes the note away. Typing on stays one step.
    void setNote(CellReference const& cell, std::string const& text, bool isSent);
    /// All forms at once, as from a spreadsheet. Explanations of rows that are gone go with them.
    void replaceForms(std::vector<FormAnswers> forms, std::vector<Explanation> explanations, Signatories const& signatories, bool zero,
                      std::string const& zeroReason, StepName name);

    /// What a pasted block becomes.
    void paste(std::string const& form, PastePlan const& plan, StepName name);
    /// The forms as an import leaves them, and the lines that it read.
    void takeLedger(std::string const& form, Filing after, LedgerLines lines, StepName name);
    /// The lines behind the rows of a form; null where nothing was imported.
    [[nodiscard]] LedgerLines ledgerOf(std::string const& form) const;
    /// Lines that are stored already. No step.
    void keepLedger(std::string const& form, LedgerLines lines) { ledgers_[form] = std::move(lines); }

    /// A row as it begins: the defaults of its columns, otherwise blank.
    [[nodiscard]] Row emptyRow(Form const& form) const;
    [[nodiscard]] std::string explanationOf(Query const& query) const;
    /// The note beside a cell; null for none.
    [[nodiscard]] CellRemark const* noteAt(CellReference const& cell) const noexcept;

    [[nodiscard]] bool canUndo() const { return stack_.canUndo(); }
    [[nodiscard]] bool canRedo() const { return stack_.canRedo(); }
    /// "Change total in row 3", with the form's number when there are several forms; empty when there is nothing.
    [[nodiscard]] QString undoName() const;
    [[nodiscard]] QString redoName() const;
    /// How many steps stand, and back to where so many stood.
    [[nodiscard]] int stepCount() const { return stack_.index(); }
    void goBackTo(int steps) {
        if (steps < stack_.index()) stack_.setIndex(steps);
    }
    void undo();
    void redo();

Q_SIGNALS:
    void cellsChanged(std::string const& form, std::size_t firstRow, std::size_t lastRow);
    void rowsAboutToBeInserted(std::string const& form, std::size_t position, std::size_t count);
    void rowsInserted(std::string const& form, std::size_t position, std::size_t count);
    void rowsAboutToBeRemoved(std::string const& form, std::size_t position, std::size_t count);
    void rowsRemoved(std::string const& form, std::size_t position, std::size_t count);
    void formsAboutToBeReplaced();
    void formsReplaced();
    /// Other forms are there, or the same for other reasons.
    void formsChanged();
    void formCameIntoScope(std::string const& form);
    void formLeftScope(std::string const& form);
    /// Signatories, zero filing, the reason of the version, explanations or notes.
    void headChanged();
    /// Anything at all; comes after the signals above.
    void changed();
    void stepsChanged();
    void refusedWhileLooking();

private:
    class Step;
    class CellsStep;
    class RowsStep;
    class HeadStep;
    class FormsStep;
    /// What a filing says beside its forms.
    struct Head {
        std::vector<Explanation> explanations;
        Signatories signatories;
        bool zero = false;
        std::string zeroReason;
        FilingKind kind = FilingKind::original;
        std::string reason = {};
        std::vector<CellRemark> notes = {};
        friend bool operator==(Head const&, Head const&) = default;
    };
    [[nodiscard]] bool isGrid(std::string_view form) const;
    [[nodiscard]] Head head() const;
    void takeHead(Head const& head);
    void setHead(Head const& head);
    void pushHead(Head after, int mergeId, std::string mergeKey, StepName name);
    void makeSureOf(std::string const& form);
    void fitScope();
    void finishChange();
    [[nodiscard]] QString nameOf(QUndoCommand const* command) const;
    void insertNow(std::string const& form, std::size_t position, std::vector<Row> const& rows);
    void removeNow(std::string const& form, std::size_t position, std::size_t count);

    std::shared_ptr<Edition const> edition_;
    Filing filing_;
    std::optional<Characteristics> profile_;
    std::map<std::string, LedgerLines> ledgers_;  // by form
    std::vector<FormScope> scopes_;
    std::vector<std::string> present_;  // the forms that were there when formsChanged was said last
    QUndoStack stack_;
    Language language_ = Language::chinese;
    bool isFrozen_ = false;
    bool isOnlyLookedAt_ = false;
};

}  // namespace zhibao
