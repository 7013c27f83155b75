#include "import/delimited_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace zhibao {

namespace {

constexpr std::string_view separatorLine = "sep=";

class Scanner {
public:
    Scanner(std::string_view text, char separator) noexcept : text_(text), separator_(separator) {}

    [[nodiscard]] bool isAtEnd() const noexcept { return position_ >= text_.size(); }

    Result<DelimitedRow> row() {
        DelimitedRow row{line_, {}};
        while (true) {
            ZHIBAO_TRY(std::string cell, this->cell());
            row.cells.push_back(std::move(cell));
            if (isAtEnd()) return row;
            if (text_[position_] == separator_) {
                ++position_;
                continue;
            }
            passLineEnd();
            return row;
        }
    }

private:
    [[nodiscard]] bool isLineEnd() const noexcept { return text_[position_] == '\n' || text_[position_] == '\r'; }

    void passLineEnd() noexcept {
        position_ += std::size_t{text_.substr(position_).starts_with("\r\n") ? 2U : 1U};
        ++line_;
    }

    Result<std::string> cell() {
        std::string cell;
        if (!isAtEnd() && text_[position_] == '"') {
            auto const began = line_;
            ++position_;
            while (true) {
                if (isAtEnd()) return fail(error::quoteLeftOpen, {}, std::to_string(began));
                if (text_[position_] == '"') {
                    ++position_;
                    if (isAtEnd() || text_[position_] != '"') break;
                    cell += '"';
                    ++position_;
                } else if (isLineEnd()) {
                    passLineEnd();
                    cell += '\n';
                } else {
                    cell += text_[position_++];
                }
            }
        }
        while (!isAtEnd() && text_[position_] != separator_ && !isLineEnd()) cell += text_[position_++];
        return cell;
    }

    std::string_view text_;
    char separator_;
    std::size_t position_ = 0;
    std::size_t line_ = 1;
};

}  // namespace

Result<std::vector<DelimitedRow>> parseDelimited(std::string_view text, char separator) {
    if (text.starts_with(separatorLine)) {
        // Still a line of the file, so that those behind keep their numbers.
        auto const end = std::min(text.find_first_of("\r\n"), text.size());
        ZHIBAO_TRY(auto rows, parseDelimited("\n" + std::string{text.substr(std::min(text.size(), end + (text.substr(end).starts_with("\r\n") ? 2U : 1U)))}, separator));
        rows.erase(rows.begin());
        return rows;
    }
    Scanner scanner{text, separator};
    std::vector<DelimitedRow> rows;
    while (!scanner.isAtEnd()) {
        ZHIBAO_TRY(auto row, scanner.row());
        rows.push_back(std::move(row));
    }
    return rows;
}

char guessSeparator(std::string_view text) {
    if (text.starts_with(separatorLine) && text.size() > separatorLine.size()) return text[separatorLine.size()];
    constexpr std::size_t linesLookedAt = 50;
    std::string sample;
    std::size_t lines = 0;
    for (char const character : text) {
        if (character == '\n' && ++lines == linesLookedAt) break;
        sample += character;
    }
    char best = ',';
    std::size_t bestScore = 0;
    for (char const separator : std::array{',', ';', '\t', '|'}) {
        // A quote that the sample cuts through is closed, so that the rows before it count.
        auto rows = parseDelimited(sample, separator);
        if (!rows) rows = parseDelimited(sample + '"', separator);
        if (!rows) continue;
        std::map<std::size_t, std::size_t> lengths;
        for (auto const& row : *rows) ++lengths[row.cells.size()];
        std::size_t score = 0;
        for (auto const& [length, count] : lengths)
            if (length > 1) score = std::max(score, count * 100 + std::min<std::size_t>(length, 99));
        if (score > bestScore) {
            best = separator;
            bestScore = score;
        }
    }
    return best;
}

}  // namespace zhibao
