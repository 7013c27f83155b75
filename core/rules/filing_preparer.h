#pragma once
/// Fills the datasets that rules see of one filing: finds the filings they are made of, and takes the answers over column by column.

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "answers/filing.h"
#include "form/edition.h"
#include "rules/dataset.h"
#include "rules/filing_components.h"
#include "rules/surroundings.h"

namespace zhibao {

/// A dataset with the components that are wanted of it. Made once and used for many filings.
struct PlannedDataset {
    PlannedDataset(std::string_view name, DatasetName dataset, std::vector<PlannedComponent> components);

    std::string name;
    DatasetName what;
    std::vector<PlannedComponent> planned;
    std::shared_ptr<vtl::Structure const> structure;
};

class Preparer {
public:
    /// All must outlive the preparer. `part` is the filing's number where a dataset has the rows of several.
    Preparer(Filing const& filing, Edition const& edition, Surroundings const& surroundings, std::int64_t part = 0);

    /// Adds what the filing has of it to a dataset of that structure.
    void append(PlannedDataset const& planned, vtl::Dataset& dataset);

private:
    /// The rows of a form in some filing, whose edition may be another than the one that asks.
    struct Rows {
        FormAnswers const* answers = nullptr;
        std::optional<Period> period;
        std::vector<std::size_t> columns;  // where the columns of the asking form stand; `absent` for none

        static constexpr std::size_t absent = SIZE_MAX;
        [[nodiscard]] std::size_t count() const noexcept { return answers == nullptr ? 0 : answers->rows.size(); }
        [[nodiscard]] Cell const& cell(std::size_t row, std::size_t column) const noexcept;
    };
    /// For each row of a form the row with the same key in another filing.
    struct Match {
        Rows rows;
        std::vector<std::size_t> found;
    };
    /// What the codes of a column mean, row by row; looked up once for all headings of the list.
    struct Entries {
        std::size_t column = 0;
        std::vector<CodeEntry const*> ofRow;
    };

    [[nodiscard]] std::optional<Period> periodOf(When when) const;
    [[nodiscard]] KnownFiling const* known(std::string const& set, When when) const;
    [[nodiscard]] static Rows rowsIn(Filing const& filing, Edition const& edition, Form const& form);
    [[nodiscard]] Rows rowsOf(Form const& form, When when) const;
    [[nodiscard]] Rows rowsOf(Form const& form, Period const& period) const;
    [[nodiscard]] Rows findProfile() const;
    [[nodiscard]] std::int64_t countQuarters() const;
    [[nodiscard]] static std::string keyOf(Rows const& rows, Form const& form, std::size_t row);
    Match const& matchOf(Form const& form, Rows const& own, When when);

    void append(vtl::Dataset& dataset, Form const& form, Rows const& rows, std::vector<PlannedComponent> const& planned);
    void fill(vtl::Column& column, Form const& form, Rows const& rows, OfColumn const& origin);
    void fill(vtl::Column& column, Form const& form, Rows const& rows, OfMonth const& origin);
    void fill(vtl::Column& column, Form const& form, Rows const& rows, OfList const& origin);
    void fill(vtl::Column& column, Form const& form, Rows const& rows, OfHistory const& origin);
    void fill(vtl::Column& column, Form const& form, Rows const& rows, OfHead const& origin);
    void fill(vtl::Column& column, Form const& form, Rows const& rows, OfRate const& origin);
    void fill(vtl::Column& column, Form const& form, Rows const& rows, OfYuanRate const& origin);
    void fill(vtl::Column& column, Form const& form, Rows const& rows, OfQuarter const& origin);
    void fill(vtl::Column& column, Form const& form, Rows const& rows, OfPart const& origin);

    void fillHead(vtl::Column& column, OfHead const& origin) const;
    void appendProfile(vtl::Column& column, ProfileCell const& origin) const;
    void appendProfile(vtl::Column& column, ProfileHeading const& origin) const;
    void appendRate(vtl::Column& column, std::optional<Period> const& period, std::string_view currency) const;

    Filing const& filing_;
    Edition const& edition_;
    Surroundings const& surroundings_;
    std::int64_t part_;
    FormSet const* set_;
    std::optional<Period> period_;
    Form const* profileForm_;
    Rows profile_;
    HeaderFacts facts_;
    std::map<std::pair<Form const*, When>, Match> matches_;
    std::vector<Entries> entries_;  // of the rows that are being taken over
    // Of the column that is being filled.
    std::vector<std::int64_t> hundredths_;
    std::vector<std::uint64_t> nulls_;
};

}  // namespace zhibao
