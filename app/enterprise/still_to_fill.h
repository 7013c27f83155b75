#pragma once
/// Tells an answer that is missing from one that has not been given yet: a question nobody has come to is still to fill in, one that
/// was left blank is an error, and when sealing is asked for everything that is missing is one.

#include <optional>
#include <set>
#include <string>
#include <tuple>

#include <QObject>

#include "enterprise/filing_document.h"
#include "ui/findings_model.h"

namespace zhibao {

class StillToFill final : public QObject {
    Q_OBJECT
public:
    /// The document must outlive this.
    explicit StillToFill(FilingDocument& document, QObject* parent = nullptr);

    /// The cell was come to and left.
    void visit(std::string const& form, std::size_t row, std::string const& column);
    /// All cells of the row: who goes on to another row has done with this one.
    void visitRow(Form const& form, std::size_t row);
    /// Half a word stands there until the rest is typed; nothing when nobody types.
    void setTyping(std::optional<CellReference> cell);
    /// From now on everything that is missing is asked for.
    void askForAll();

    /// Marks the findings that are only about blank cells where nobody has been yet, and puts them behind the others.
    void mark(std::vector<ListedFinding>& findings) const;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] bool isUntouched(CellReference const& cell) const;
    [[nodiscard]] bool isBlankThere(CellReference const& cell) const;
    void moveRows(std::string const& form, std::size_t position, std::size_t inserted, std::size_t removed);

    FilingDocument& document_;
    std::set<std::tuple<std::string, std::size_t, std::string>> visited_;
    std::optional<CellReference> typing_;
    bool asksForAll_ = false;
};

}  // namespace zhibao
