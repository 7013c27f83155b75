#pragma once
/// The enterprise program's real window on a folder of its own, at a fixed moment: in April 2017 unless another is asked for.

#include <memory>

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>

#include "app/support/keys.h"
#include "base/clock.h"
#include "enterprise/form_page.h"
#include "enterprise/home_page.h"
#include "enterprise/main_window.h"
#include "enterprise/record_view.h"
#include "register/credit_code.h"
#include "support/catch.h"
#include "support/temporary_folder.h"
#include "ui/text.h"

namespace zhibao::test {

constexpr Moment april2017{1'491'364'800};    // 2017-04-05 12:00 in China
constexpr Moment january2018{1'515'556'800};  // 2018-01-10 12:00 in China

/// The first start offers to set up a unit; most tests come after that.
enum class FirstStart { left, shown };

class EnterpriseWindow {
public:
    explicit EnterpriseWindow(std::filesystem::path const& data, Language language = Language::chinese, Moment now = april2017, FirstStart firstStart = FirstStart::left)
        : clock_(now), language_(*qApp, {QStringLiteral("ui"), QStringLiteral("enterprise")}, language) {
        auto program = Program::open(data, std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms", clock_, language_);
        REQUIRE(program);
        program_ = *std::move(program);
        REQUIRE(program_->problems().empty());
        window_ = std::make_unique<MainWindow>(*program_);
        window_->show();
        window_->activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(window_.get()));
        if (firstStart == FirstStart::left) window_->home().showOverview();
    }

    [[nodiscard]] MainWindow& window() { return *window_; }
    [[nodiscard]] Program& program() { return *program_; }
    [[nodiscard]] WindowLanguage& language() { return language_; }
    /// The windows hear of it by events.
    void speak(Language language) {
        language_.set(language);
        settle();
    }
    void settle() { QCoreApplication::processEvents(); }
    [[nodiscard]] DraftSession& session() {
        REQUIRE(window_->session() != nullptr);
        return *window_->session();
    }
    [[nodiscard]] FilingDocument& document() { return session().document(); }
    [[nodiscard]] FormView& view() {
        REQUIRE(window_->formPage() != nullptr);
        return *window_->formPage()->currentView();
    }
    [[nodiscard]] std::string unit() const { return exampleUnitCode(1).text(); }

    /// By keyboard, as a bookkeeper begins: the code, the name, the quarter that is due, Enter.
    void begin() {
        auto& home = window_->home();
        home.findChild<QLineEdit*>(QStringLiteral("unitCode"))->setFocus();
        type(toQt(unit()));
        press(Qt::Key_Tab);
        type(QStringLiteral("样例服务有限公司"));
        press(Qt::Key_Return);
        REQUIRE(window_->session() != nullptr);
        REQUIRE(QApplication::focusWidget() == &view());
    }

    /// The yearly questions about the unit itself.
    void beginProfile() {
        beginSet("profile");
        REQUIRE(window_->formPage()->currentRecord() != nullptr);
    }
    /// Any of the reports, for the period that is offered first.
    void beginSet(char const* formSet, QString const& unitName = QStringLiteral("样例服务有限公司")) {
        auto& home = window_->home();
        auto* code = home.findChild<QLineEdit*>(QStringLiteral("unitCode"));
        code->setFocus();
        code->selectAll();
        type(toQt(unit()));
        press(Qt::Key_Tab);
        home.findChild<QLineEdit*>(QStringLiteral("unitName"))->selectAll();
        type(unitName);
        auto* set = home.findChild<QComboBox*>(QStringLiteral("formSet"));
        set->setFocus();
        press(Qt::Key_Home);
        while (set->currentData().toString() != QLatin1String(formSet)) {
            int const before = set->currentIndex();
            press(Qt::Key_Down);
            REQUIRE(set->currentIndex() != before);
        }
        home.findChild<QWidget*>(QStringLiteral("begin"))->setFocus();
        press(Qt::Key_Space);
        REQUIRE(window_->session() != nullptr);
    }
    [[nodiscard]] RecordView& record() {
        REQUIRE(window_->formPage() != nullptr);
        REQUIRE(window_->formPage()->currentRecord() != nullptr);
        return *window_->formPage()->currentRecord();
    }
    /// The canonical answer of a question of 基1; empty for a blank.
    [[nodiscard]] std::string answer(std::string_view column) {
        auto const& rows = document().rows("form1");
        REQUIRE(rows.size() == 1);
        auto const position = document().edition().findForm("form1")->indexOf(column);
        REQUIRE(position);
        auto const& content = rows[0].cells[*position];
        if (auto const* money = std::get_if<Money>(&content)) return money->canonical();
        if (auto const* number = std::get_if<std::int64_t>(&content)) return std::to_string(*number);
        if (auto const* text = std::get_if<std::string>(&content)) return *text;
        return {};
    }

    /// The cell as the canonical document has it; empty for a blank.
    [[nodiscard]] std::string cell(std::size_t row, std::string_view column) {
        auto const& rows = document().rows("form2");
        REQUIRE(row < rows.size());
        auto const position = document().edition().findForm("form2")->indexOf(column);
        REQUIRE(position);
        auto const& content = rows[row].cells[*position];
        if (auto const* money = std::get_if<Money>(&content)) return money->canonical();
        if (auto const* text = std::get_if<std::string>(&content)) return *text;
        return {};
    }
    [[nodiscard]] std::size_t rowCount() { return document().rows("form2").size(); }
    void goTo(std::size_t row, std::string_view column) {
        REQUIRE(view().showCell(row, column));
        REQUIRE(QApplication::focusWidget() == &view());
    }
    /// A row that breaks no rule.
    void typeGoodRow() {
        goTo(rowCount(), "flow");
        type(QStringLiteral("export"));
        press(Qt::Key_Tab);
        type(QStringLiteral("SJ211"));
        press(Qt::Key_Tab);
        type(QStringLiteral("SG"));
        for (int tab = 0; tab < 3; ++tab) press(Qt::Key_Tab);
        type(QStringLiteral("1200"));
        press(Qt::Key_Tab);
        type(QStringLiteral("1200"));
        press(Qt::Key_Return);
    }

private:
    FixedClock clock_;
    WindowLanguage language_;
    std::unique_ptr<Program> program_;
    std::unique_ptr<MainWindow> window_;
};

}  // namespace zhibao::test
