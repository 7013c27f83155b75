#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>
#include <optional>
#include <utility>
#include <vector>

#include <xlsxwriter.h>

#include "answers/explanation_sheet.h"
#include "answers/template.h"
#include "answers/template_layout.h"
#include "base/file.h"
#include "base/point_decimals.h"
#include "base/text.h"
#include "form/concepts.h"

namespace zhibao {

namespace {

namespace layout = template_layout;

// Rows and columns that every sheet to be filled has in common, from 0.
constexpr lxw_col_t anchorColumn = 0;
constexpr lxw_col_t firstColumn = 1;
constexpr lxw_row_t titleRow = 0;
constexpr lxw_row_t amountUnitRow = 1;
constexpr lxw_row_t gridAnchorRow = 2;
constexpr lxw_row_t headRow = 3;
constexpr lxw_row_t firstGridRow = 4;
constexpr lxw_row_t gridRows = 200;
constexpr lxw_row_t firstQuestionRow = 3;

// Excel's limits for the note that appears beside a chosen cell.
constexpr std::size_t noteTitleLimit = 32;
constexpr std::size_t noteTextLimit = 250;

/// Not more than so many characters, ending with a whole word and "…". Where words are not parted by spaces, with a whole clause if one
/// ends in the second half.
std::string shortenedByWord(std::string const& text, std::size_t limit) {
    if (characterCount(text) <= limit) return text;
    auto kept = shortened(text, limit - 1);
    auto const next = text.substr(kept.size(), 1);
    std::size_t end = next == " " ? kept.size() : std::string::npos;
    for (std::string_view const stop : {" ", "，", "；", "。", "、"}) {
        auto const found = kept.rfind(stop);
        if (found == std::string::npos || found < kept.size() / 2 || (end != std::string::npos && found < end)) continue;
        end = found;
    }
    if (end != std::string::npos) kept.resize(end);
    while (!kept.empty() && std::string_view{" ,;:("}.find(kept.back()) != std::string_view::npos) kept.pop_back();
    return kept + "…";
}

// Beyond fifteen digits a spreadsheet program no longer keeps a figure exactly.
constexpr std::string_view greatestFigure = "999999999999999";
constexpr std::string_view leastFigure = "-999999999999999";

/// The least and the greatest figure of a column of figures.
struct FigureBounds {
    std::string_view least;
    std::string_view greatest;
    bool isWhole;
};

// A day that is the same for every template: files made from equal input are equal.
constexpr std::time_t statedCreation = 1'483'228'800;  // 2017-01-01T00:00:00Z

struct ListKey {
    std::string list;
    bool leafOnly = false;
    friend auto operator<=>(ListKey const&, ListKey const&) = default;
};

/// Both languages, the leading one first.
std::string inBoth(LocalizedText const& text, Language language) {
    auto const& first = text.in(language);
    auto const& second = text.in(language == Language::chinese ? Language::english : Language::chinese);
    return second.empty() || first == second ? first : first + "\n" + second;
}

std::string kindText(Column const& column, Language language) {
    auto const say = [&](std::string_view zh, std::string_view en) { return std::string{language == Language::chinese ? zh : en}; };
    switch (column.kind) {
        case ColumnKind::code: return say("从清单中选择，也可填代码或名称", "choose from the list, or write the code or the name");
        case ColumnKind::money: return say("金额，只填数字", "an amount, digits only");
        case ColumnKind::text: return say("文字", "a text");
        case ColumnKind::integer: return say("整数", "a whole number");
        case ColumnKind::percent: return say("百分比，0 至 100", "a percentage, 0 to 100");
        case ColumnKind::date: return say("日期，如 2017-04-10", "a date such as 2017-04-10");
        case ColumnKind::month: return say("年月，如 2017-04", "a month such as 2017-04");
        case ColumnKind::yesNo: return say("是或否", "yes or no");
    }
    return {};
}

/// Nothing for a column that is not of figures.
std::optional<FigureBounds> figureBoundsOf(Column const& column) {
    switch (column.kind) {
        case ColumnKind::money: return FigureBounds{leastFigure, greatestFigure, false};
        case ColumnKind::percent: return FigureBounds{"0", "100", false};
        case ColumnKind::integer: return FigureBounds{leastFigure, greatestFigure, true};
        case ColumnKind::code:
        case ColumnKind::text:
        case ColumnKind::date:
        case ColumnKind::month:
        case ColumnKind::yesNo: break;
    }
    return std::nullopt;
}

class Writer {
public:
    Writer(Edition const& edition, FormSet const& set, TemplateOptions const& options, lxw_workbook* workbook)
        : edition_(edition), set_(set), options_(options), workbook_(workbook) {
        makeFormats();
    }

    void write() {
        properties();
        for (auto const& id : set_.forms)
            for (auto const& column : edition_.findForm(id)->columns) nameList(column);
        auto const& explanations = *edition_.findForm(explanation_sheet::form);
        for (auto const& column : explanations.columns) nameList(column);
        cover();
        for (auto const& id : set_.forms) {
            auto const& form = *edition_.findForm(id);
            if (form.kind == FormKind::rows)
                grid(form);
            else
                questions(form);
        }
        grid(explanations);
        instructions();
        for (auto const& [key, name] : listSheets_) list(key, name);
        markers();
    }

private:
    [[nodiscard]] std::string say(std::string_view zh, std::string_view en) const {
        return std::string{options_.language == Language::chinese ? zh : en};
    }
    [[nodiscard]] std::string const& say(LocalizedText const& text) const { return text.in(options_.language); }

    void makeFormats() {
        title_ = workbook_add_format(workbook_);
        format_set_bold(title_);
        format_set_font_size(title_, 14);
        head_ = workbook_add_format(workbook_);
        format_set_bold(head_);
        format_set_text_wrap(head_);
        format_set_align(head_, LXW_ALIGN_CENTER);
        format_set_align(head_, LXW_ALIGN_VERTICAL_CENTER);
        format_set_border(head_, LXW_BORDER_THIN);
        format_set_bg_color(head_, 0xDDE7F0);
        label_ = workbook_add_format(workbook_);
        format_set_align(label_, LXW_ALIGN_VERTICAL_TOP);
        format_set_text_wrap(label_);
        help_ = workbook_add_format(workbook_);
        format_set_align(help_, LXW_ALIGN_VERTICAL_TOP);
        format_set_text_wrap(help_);
        format_set_font_color(help_, 0x555555);
        // Texts keep leading zeros and long codes only in cells that are said to be text.
        text_ = answerFormat("@", false);
        amount_ = answerFormat("#,##0.00####", false);
        percent_ = answerFormat("0.00", false);
        integer_ = answerFormat("0", false);
        date_ = answerFormat("yyyy-mm-dd", false);
        framedText_ = answerFormat("@", true);
        framedAmount_ = answerFormat("#,##0.00####", true);
        framedPercent_ = answerFormat("0.00", true);
        framedInteger_ = answerFormat("0", true);
        framedDate_ = answerFormat("yyyy-mm-dd", true);
    }

    lxw_format* answerFormat(char const* numberFormat, bool isFramed) {
        auto* format = workbook_add_format(workbook_);
        format_set_num_format(format, numberFormat);
        if (isFramed) {
            format_set_border(format, LXW_BORDER_THIN);
            format_set_bg_color(format, 0xFFFBE6);
            format_set_text_wrap(format);
            format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        }
        return format;
    }

    [[nodiscard]] lxw_format* formatOf(Column const& column, bool isFramed) const {
        switch (column.kind) {
            case ColumnKind::money: return isFramed ? framedAmount_ : amount_;
            case ColumnKind::percent: return isFramed ? framedPercent_ : percent_;
            case ColumnKind::integer: return isFramed ? framedInteger_ : integer_;
            case ColumnKind::date: return isFramed ? framedDate_ : date_;
            case ColumnKind::code:
            case ColumnKind::text:
            case ColumnKind::month:
            case ColumnKind::yesNo: break;
        }
        return isFramed ? framedText_ : text_;
    }

    void properties() {
        auto title = say(edition_.title) + " " + say(set_.title);
        lxw_doc_properties properties{};
        properties.title = title.data();
        properties.created = statedCreation;
        workbook_set_properties(workbook_, &properties);
    }

    /// A name that no other sheet has and that spreadsheet programs accept.
    std::string sheetName(std::string_view wanted) {
        std::string cleaned;
        for (char const character : wanted) cleaned += std::string_view{"[]:*?/\\'"}.find(character) == std::string_view::npos ? character : ' ';
        cleaned = shortenedByWord(trimmed(cleaned), 28);
        auto name = cleaned;
        for (int number = 2; std::find(sheetNames_.begin(), sheetNames_.end(), foldedForSearch(name)) != sheetNames_.end(); ++number)
            name = cleaned + " " + std::to_string(number);
        sheetNames_.push_back(foldedForSearch(name));
        return name;
    }

    lxw_worksheet* addSheet(std::string const& name) {
        auto* sheet = workbook_add_worksheet(workbook_, name.c_str());
        constexpr std::uint8_t a4 = 9;
        worksheet_set_paper(sheet, a4);
        worksheet_set_landscape(sheet);
        worksheet_fit_to_pages(sheet, 1, 0);
        return sheet;
    }

    /// Rows of wrapped text get their height here: not every spreadsheet program works it out when it opens a file.
    static void makeRoom(lxw_worksheet* sheet, lxw_row_t row, std::string_view text, std::size_t columnWidth, std::size_t atLeastLines) {
        // A Chinese character takes three bytes and the room of two letters.
        auto const width = (text.size() + characterCount(text)) / 2;
        auto const lines = std::max(atLeastLines, width / columnWidth + 1);
        constexpr std::size_t lineHeight = 15;
        constexpr std::size_t highest = 400;  // the format ends at 409 points
        worksheet_set_row(sheet, row, static_cast<std::uint16_t>(std::min(lines * lineHeight, highest)), nullptr);
    }

    static void put(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string const& text, lxw_format* format = nullptr) {
        // Always as a string: a text that begins with "=" stays a text.
        if (text.empty())
            worksheet_write_blank(sheet, row, column, format);
        else
            worksheet_write_string(sheet, row, column, text.c_str(), format);
    }

    static void hideColumn(lxw_worksheet* sheet, lxw_col_t column) {
        lxw_row_col_options options{};
        options.hidden = 1;
        worksheet_set_column_opt(sheet, column, column, 10, nullptr, &options);
    }

    void nameList(Column const& column) {
        auto const* list = column.kind == ColumnKind::code ? edition_.findList(column.list) : nullptr;
        if (list == nullptr) return;
        ListKey const key{column.list, column.leafOnly};
        if (std::none_of(listSheets_.begin(), listSheets_.end(), [&](auto const& one) { return one.first == key; }))
            listSheets_.emplace_back(key, sheetName(say(list->title())));
    }

    [[nodiscard]] static std::vector<CodeEntry const*> answerable(CodeList const& list, bool leafOnly) {
        std::vector<CodeEntry const*> entries;
        for (auto const& entry : list.entries())
            if (entry.isLeaf || !leafOnly) entries.push_back(&entry);
        return entries;
    }

    /// Offers the list of a column, and shows its instruction, in a block of cells. What the list does not offer may be typed all the
    /// same (a code alone, a name in the other language); the reader says what it does not understand. Where a figure belongs the
    /// spreadsheet program warns of anything else, and lets it be kept: the reader understands more spellings than it does.
    void offer(lxw_worksheet* sheet, Column const& column, lxw_row_t firstRow, lxw_row_t lastRow, lxw_col_t position) {
        lxw_data_validation validation{};
        auto noteTitle = shortenedByWord(say(column.title), noteTitleLimit);
        auto note = noteOf(say(column.help));
        std::string range;
        std::string least;
        std::string greatest;
        std::string warning;
        std::string yes = say("是", "yes");
        std::string no = say("否", "no");
        std::array<char*, 3> yesNo{yes.data(), no.data(), nullptr};
        validation.validate = LXW_VALIDATION_TYPE_ANY;
        validation.show_error = LXW_VALIDATION_OFF;
        if (column.kind == ColumnKind::code) {
            auto const sheetOfList = std::find_if(listSheets_.begin(), listSheets_.end(), [&](auto const& one) {
                return one.first == ListKey{column.list, column.leafOnly};
            });
            auto const* list = edition_.findList(column.list);
            auto const count = list == nullptr ? 0 : answerable(*list, column.leafOnly).size();
            if (sheetOfList != listSheets_.end() && count > 0) {
                range = "='" + sheetOfList->second + "'!$A$2:$A$" + std::to_string(count + 1);
                validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
                validation.value_formula = range.data();
            }
        } else if (column.kind == ColumnKind::yesNo) {
            validation.validate = LXW_VALIDATION_TYPE_LIST;
            validation.value_list = yesNo.data();
        } else if (auto const bounds = figureBoundsOf(column)) {
            least = "=" + std::string{bounds->least};
            greatest = "=" + std::string{bounds->greatest};
            warning = kindText(column, options_.language);
            validation.validate = bounds->isWhole ? LXW_VALIDATION_TYPE_INTEGER_FORMULA : LXW_VALIDATION_TYPE_DECIMAL_FORMULA;
            validation.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
            validation.minimum_formula = least.data();
            validation.maximum_formula = greatest.data();
            validation.show_error = LXW_VALIDATION_ON;
            validation.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
            validation.error_title = noteTitle.data();
            validation.error_message = warning.data();
        }
        if (!note.empty()) {
            validation.input_title = noteTitle.data();
            validation.input_message = note.data();
        }
        if (validation.validate == LXW_VALIDATION_TYPE_ANY && note.empty()) return;
        worksheet_data_validation_range(sheet, firstRow, position, lastRow, position, &validation);
    }

    /// The instruction as far as the note beside a cell can hold it, and where the whole of it stands.
    [[nodiscard]] std::string noteOf(std::string const& help) const {
        if (characterCount(help) <= noteTextLimit) return help;
        auto const more = say("（全文见“填报说明”表）", " (in full on the sheet “Instructions”)");
        return shortenedByWord(help, noteTextLimit - characterCount(more)) + more;
    }

    void amountUnit(lxw_worksheet* sheet, Form const& form) {
        if (!layout::asksForMoney(form)) return;
        put(sheet, amountUnitRow, anchorColumn, layout::anchorOf(form.id, layout::amountUnit));
        put(sheet, amountUnitRow, firstColumn, say("金额单位", "Amounts are in"), label_);
        put(sheet, amountUnitRow, firstColumn + 1, say(layout::tenThousandInChinese, layout::tenThousandInEnglish), framedText_);
        auto tenThousand = say(layout::tenThousandInChinese, layout::tenThousandInEnglish);
        auto one = say(layout::oneInChinese, layout::oneInEnglish);
        std::array<char*, 3> units{tenThousand.data(), one.data(), nullptr};
        auto title = say("金额单位", "Amounts are in");
        auto note = say("本表所有金额以此为单位（各行原币种）。可改为“元”。",
                              "All amounts of this form count in this many units of their row's currency.");
        lxw_data_validation validation{};
        validation.validate = LXW_VALIDATION_TYPE_LIST;
        validation.value_list = units.data();
        validation.input_title = title.data();
        validation.input_message = note.data();
        worksheet_data_validation_cell(sheet, amountUnitRow, firstColumn + 1, &validation);
    }

    static std::string headOf(Column const& column, Language language) { return inBoth(column.title, language) + (column.required ? " *" : ""); }

    void grid(Form const& form) {
        auto* sheet = addSheet(sheetName(say(form.title)));
        hideColumn(sheet, anchorColumn);
        auto title = say(form.title);
        if (form.marks.isSample() && form.id != explanation_sheet::form) title += say("（样表）", " (sample form)");
        put(sheet, titleRow, firstColumn, title, title_);
        amountUnit(sheet, form);
        lxw_row_col_options hidden{};
        hidden.hidden = 1;
        worksheet_set_row_opt(sheet, gridAnchorRow, LXW_DEF_ROW_HEIGHT, nullptr, &hidden);
        worksheet_set_row(sheet, headRow, 60, nullptr);
        auto position = static_cast<lxw_col_t>(firstColumn);
        for (auto const& column : form.columns) {
            if (concepts::isOnlyImported(column.conceptId)) continue;
            bool const isSentence = form.id == explanation_sheet::form && column.id == explanation_sheet::text;
            worksheet_set_column(sheet, position, position, isSentence ? 80 : column.kind == ColumnKind::code ? 24 : 18, formatOf(column, false));
            put(sheet, gridAnchorRow, position, layout::anchorOf(form.id, column.id));
            put(sheet, headRow, position, headOf(column, options_.language), head_);
            offer(sheet, column, firstGridRow, firstGridRow + gridRows - 1, position);
            ++position;
        }
        worksheet_freeze_panes(sheet, firstGridRow, 0);
        worksheet_repeat_rows(sheet, headRow, headRow);
    }

    void askAll(lxw_worksheet* sheet, std::string_view form, std::vector<Column> const& columns, std::vector<std::string> const& answers) {
        hideColumn(sheet, anchorColumn);
        worksheet_set_column(sheet, firstColumn, firstColumn, 30, nullptr);
        worksheet_set_column(sheet, firstColumn + 1, firstColumn + 1, 40, nullptr);
        worksheet_set_column(sheet, firstColumn + 2, firstColumn + 2, 80, nullptr);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            auto const row = static_cast<lxw_row_t>(firstQuestionRow + i);
            auto const& column = columns[i];
            makeRoom(sheet, row, say(column.help), 80, 2);
            put(sheet, row, anchorColumn, layout::anchorOf(form, column.id));
            put(sheet, row, firstColumn, headOf(column, options_.language), label_);
            put(sheet, row, firstColumn + 1, i < answers.size() ? answers[i] : std::string{}, formatOf(column, true));
            put(sheet, row, firstColumn + 2, say(column.help), help_);
            offer(sheet, column, row, row, firstColumn + 1);
        }
        worksheet_freeze_panes(sheet, firstQuestionRow, 0);
    }

    void cover() {
        auto* sheet = addSheet(sheetName(say("封面", "Cover")));
        put(sheet, titleRow, firstColumn, say(edition_.title) + "　" + say(set_.title), title_);
        put(sheet, amountUnitRow, firstColumn,
            say("填好后用直报程序导入。带 * 的必填。请不要删除隐藏的行和列。",
                "Import this file with the program when it is filled in. Answers marked * are required. Leave hidden rows and columns alone."));
        askAll(sheet, layout::headerForm, layout::coverColumns(layout::canBeZero(edition_, set_)), {options_.unit, options_.period});
        worksheet_activate(sheet);
    }

    void questions(Form const& form) {
        auto* sheet = addSheet(sheetName(say(form.title)));
        auto title = say(form.title);
        if (form.marks.isSample()) title += say("（样表）", " (sample form)");
        put(sheet, titleRow, firstColumn, title, title_);
        amountUnit(sheet, form);
        std::vector<std::string> defaults;
        for (auto const& column : form.columns) defaults.push_back(column.defaultValue);
        askAll(sheet, form.id, form.columns, defaults);
    }

    void instructions() {
        auto* sheet = addSheet(sheetName(say("填报说明", "Instructions")));
        worksheet_set_column(sheet, 0, 0, 30, nullptr);
        worksheet_set_column(sheet, 1, 1, 34, nullptr);
        worksheet_set_column(sheet, 2, 2, 100, nullptr);
        lxw_row_t row = 0;
        for (auto const& id : set_.forms) {
            auto const& form = *edition_.findForm(id);
            put(sheet, row++, 0, say(form.title), title_);
            for (auto const& column : form.columns) {
                if (concepts::isOnlyImported(column.conceptId)) continue;
                put(sheet, row, 0, headOf(column, options_.language), label_);
                auto kind = kindText(column, options_.language);
                if (!column.defaultValue.empty() && form.kind == FormKind::rows) kind += say("；留空即为", "; blank means ") + defaultOf(column);
                put(sheet, row, 1, kind, label_);
                makeRoom(sheet, row, say(column.help), 100, std::max<std::size_t>(2, (kind.size() + characterCount(kind)) / 2 / 34 + 1));
                put(sheet, row, 2, say(column.help), help_);
                ++row;
            }
            ++row;
        }
    }

    [[nodiscard]] std::string defaultOf(Column const& column) const {
        auto const* list = column.kind == ColumnKind::code ? edition_.findList(column.list) : nullptr;
        auto const* entry = list == nullptr ? nullptr : list->find(column.defaultValue);
        return entry == nullptr ? column.defaultValue : "“" + say(entry->name) + "”";
    }

    void list(ListKey const& key, std::string const& name) {
        auto const& codes = *edition_.findList(key.list);
        auto* sheet = addSheet(name);
        worksheet_set_column(sheet, 0, 0, 40, nullptr);
        worksheet_set_column(sheet, 1, 1, 12, text_);
        worksheet_set_column(sheet, 2, 4, 40, nullptr);
        put(sheet, 0, 0, say("可选项", "To choose from"), head_);
        put(sheet, 0, 1, say("代码", "Code"), head_);
        put(sheet, 0, 2, "中文", head_);
        put(sheet, 0, 3, "English", head_);
        put(sheet, 0, 4, say("所属", "Belongs to"), head_);
        lxw_row_t row = 1;
        for (auto const* entry : answerable(codes, key.leafOnly)) {
            put(sheet, row, 0, entry->code + " " + say(entry->name));
            put(sheet, row, 1, entry->code, text_);
            put(sheet, row, 2, entry->name.zh);
            put(sheet, row, 3, entry->name.en);
            std::string groups;
            for (auto const* parent = codes.find(entry->parent); parent != nullptr; parent = codes.find(parent->parent))
                groups = say(parent->name) + (groups.empty() ? "" : " › ") + groups;
            put(sheet, row, 4, groups);
            ++row;
        }
        worksheet_freeze_panes(sheet, 1, 0);
    }

    void markers() {
        auto* sheet = addSheet(sheetName("zhibao"));
        std::vector<std::pair<std::string, std::string>> const entries{
            {std::string{layout::marker}, std::string{layout::schema}},
            {"edition", edition_.id},
            {"digest", edition_.digest.hex()},
            {"set", set_.id},
            {"checksum", layout::checksumOf(edition_, set_).hex()},
        };
        for (std::size_t i = 0; i < entries.size(); ++i) {
            put(sheet, static_cast<lxw_row_t>(i), 0, entries[i].first);
            put(sheet, static_cast<lxw_row_t>(i), 1, entries[i].second, text_);
        }
        worksheet_hide(sheet);
    }

    Edition const& edition_;
    FormSet const& set_;
    TemplateOptions const& options_;
    lxw_workbook* workbook_;
    std::vector<std::string> sheetNames_;
    std::vector<std::pair<ListKey, std::string>> listSheets_;
    lxw_format* title_ = nullptr;
    lxw_format* head_ = nullptr;
    lxw_format* label_ = nullptr;
    lxw_format* help_ = nullptr;
    lxw_format* text_ = nullptr;
    lxw_format* amount_ = nullptr;
    lxw_format* percent_ = nullptr;
    lxw_format* integer_ = nullptr;
    lxw_format* date_ = nullptr;
    lxw_format* framedText_ = nullptr;
    lxw_format* framedAmount_ = nullptr;
    lxw_format* framedPercent_ = nullptr;
    lxw_format* framedInteger_ = nullptr;
    lxw_format* framedDate_ = nullptr;
};

}  // namespace

Result<Bytes> writeTemplate(Edition const& edition, std::string_view formSet, TemplateOptions const& options) {
    auto const* set = edition.findFormSet(formSet);
    if (set == nullptr) return tl::unexpected(unknownFormSet(formSet, edition));
    for (auto const& id : set->forms)
        if (edition.findForm(id) == nullptr) return fail(error::formUnknown, {{"form", id}});
    auto const withExplanations = explanation_sheet::withSheet(edition, *set, explanation_sheet::Checks::offered);
    return bytesWrittenTo([&](std::filesystem::path const& path) -> Result<> {
        PointDecimals const pointDecimals;
        auto const name = nativeText(path);
        auto* workbook = workbook_new(name.c_str());
        if (workbook == nullptr) return fail(error::templateUnwritable, {{"text", "workbook_new"}});
        Writer{withExplanations, *set, options, workbook}.write();
        if (auto const problem = workbook_close(workbook); problem != LXW_NO_ERROR)
            return fail(error::templateUnwritable, {{"text", lxw_strerror(problem)}});
        return {};
    });
}

}  // namespace zhibao
