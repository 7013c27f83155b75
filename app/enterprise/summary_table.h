#pragma once
/// The figures of a filing form by form, as whoever signs it wants to see them: rows, sums by flow and currency.

#include <QTableWidget>

#include "enterprise/filing_document.h"

namespace zhibao {

class SummaryTable final : public QTableWidget {
    Q_OBJECT
public:
    /// The document must outlive the table.
    explicit SummaryTable(FilingDocument& document, QWidget* parent = nullptr);
    /// Reads the filing again, in the language of the document.
    void refresh();
    /// The id of the form whose line is current; empty for none.
    [[nodiscard]] std::string currentForm() const;

Q_SIGNALS:
    void formChosen(std::string const& form);

private:
    void fitHeight();
    FilingDocument& document_;
};

}  // namespace zhibao
