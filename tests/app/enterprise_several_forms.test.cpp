/// A draft of several forms from template to paper and package: all of them together, or one alone.

#include <set>

#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

#include "app/support/enterprise_window.h"
#include "base/file.h"
#include "base/text.h"
#include "enterprise/findings_dock.h"
#include "enterprise/seal_page.h"
#include "package/open.h"
#include "support/program.h"
#include "support/workbook_maker.h"
#include "ui/message_bar.h"
#include "ui/print_preview.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::string paperOf(std::filesystem::path const& pdf) {
    auto const run = runTool("pdftotext", {toText(pdf), "-"});
    REQUIRE(run.status == 0);
    return normalized(run.output);
}

bool contains(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// Form 2 with an amount in mode 4, which makes form 4 due.
void beginTwoForms(EnterpriseWindow& enterprise) {
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "mode1");
    type(QStringLiteral("900"));
    press(Qt::Key_Return);
    enterprise.goTo(0, "mode4");
    type(QStringLiteral("300"));
    press(Qt::Key_Return);
    REQUIRE(enterprise.document().filing().forms.size() == 2);
}

}  // namespace

TEST_CASE("a draft of several forms is printed whole or one form alone", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    enterprise.begin();
    enterprise.typeGoodRow();
    // One form alone is all there is.
    CHECK_FALSE(enterprise.window().action("previewForm")->isEnabled());
    enterprise.goTo(0, "mode4");
    type(QStringLiteral("300"));
    press(Qt::Key_Return);
    REQUIRE(enterprise.document().filing().forms.size() == 2);
    CHECK(enterprise.window().action("previewForm")->isEnabled());
    CHECK(enterprise.window().action("pdfOfForm")->isEnabled());

    enterprise.window().savePdfTo(folder / "all.pdf");
    auto const all = paperOf(folder / "all.pdf");
    CHECK(contains(all, "两服贸基2表"));
    CHECK(contains(all, "两服贸基4表"));
    CHECK(contains(all, "单位详细名称:样例服务有限公司"));
    enterprise.window().savePdfTo(folder / "one.pdf", enterprise.document().edition().findForm("form4"));
    auto const one = paperOf(folder / "one.pdf");
    CHECK(contains(one, "两服贸基4表"));
    CHECK_FALSE(contains(one, "两服贸基2表"));

    press(Qt::Key_PageDown, Qt::ControlModifier);
    press(Qt::Key_P, static_cast<Qt::KeyboardModifiers>(Qt::ControlModifier | Qt::ShiftModifier));
    auto* preview = enterprise.window().findChild<PreviewWindow*>();
    REQUIRE(preview != nullptr);
    CHECK(preview->windowTitle().contains(QStringLiteral("自然人移动补充情况")));
}

TEST_CASE("a template of several forms is filled, sealed and comes out of the package with each", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    beginTwoForms(enterprise);
    enterprise.window().saveTemplateTo(folder / "a.xlsx");
    auto const empty = readFile(folder / "a.xlsx");
    REQUIRE(empty);
    auto const& edition = enterprise.document().edition();
    auto const cellOf = [&](char const* form, std::string_view column, int row) {
        return std::string{static_cast<char>('B' + static_cast<int>(*edition.findForm(form)->indexOf(column)))} + std::to_string(row);
    };
    auto const withForm2 = typedInto(*empty, 2,
                                     {{cellOf("form2", "flow", 5), "export"},
                                      {cellOf("form2", "item", 5), "SJ211"},
                                      {cellOf("form2", "partner", 5), "SG"},
                                      {cellOf("form2", "outsourcing", 5), "none"},
                                      {cellOf("form2", "currency", 5), "USD"},
                                      {cellOf("form2", "total", 5), "12.5", "n"},
                                      {cellOf("form2", "mode4", 5), "12.5", "n"}});
    REQUIRE(writeFile(folder / "a.xlsx", typedInto(withForm2, 3,
                                                   {{cellOf("form4", "movement", 5), "sent"},
                                                    {cellOf("form4", "category", 5), edition.findList("person_categories")->entries().front().code},
                                                    {cellOf("form4", "currency", 5), "USD"},
                                                    {cellOf("form4", "persons", 5), "3", "n"},
                                                    {cellOf("form4", "personsAtEnd", 5), "2", "n"},
                                                    {cellOf("form4", "personDays", 5), "60", "n"},
                                                    {cellOf("form4", "amount", 5), "12.5", "n"}})));
    enterprise.window().fillFrom(folder / "a.xlsx");
    INFO(fromQt(enterprise.window().messages().text()));
    REQUIRE(enterprise.window().messages().kind() == MessageBar::Kind::success);
    REQUIRE(enterprise.rowCount() == 1);
    REQUIRE(enterprise.document().rows("form4").size() == 1);
    CHECK(enterprise.document().rows("form4")[0].cells[*edition.findForm("form4")->indexOf("amount")] == Cell{Money::ofHundredths(125'000'00)});

    press(Qt::Key_Return, Qt::ControlModifier);
    for (auto const* text : {"样例甲", "样例乙", "样例丙", "023-60000000", "2017-04-06"}) {
        type(QString::fromUtf8(text));
        press(Qt::Key_Tab);
    }
    // Whatever is asked is answered as a person would.
    for (auto const& finding : enterprise.session().check().findings())
        if (finding.canBeExplained) enterprise.document().explain(finding.query, "样例：三名工程师赴新加坡实施合同，共六十人天。");
    enterprise.window().sealPage()->setFolder(folder / "stick");
    enterprise.window().sealPage()->findChild<QPushButton*>(QStringLiteral("seal"))->setFocus();
    press(Qt::Key_Space);
    INFO(fromQt(enterprise.window().messages().text()));
    auto const bytes = readFile(folder / "stick" / (enterprise.unit() + "_2017Q1_quarterly_v1.zbs"));
    REQUIRE(bytes);
    auto const package = openPackage(*bytes);
    REQUIRE(package);
    auto const filing = readPackagedFiling(*package, edition);
    REQUIRE(filing);
    CHECK(*filing == enterprise.document().filing());
    CHECK(filing->forms.size() == 2);
}

TEST_CASE("every finding jumps to its cell, in whichever form it is", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    beginTwoForms(enterprise);
    enterprise.goTo(0, "outsourcing");
    type(QStringLiteral("ito"));
    press(Qt::Key_Return);
    for (int form = 0; form < 2; ++form) {
        press(Qt::Key_PageDown, Qt::ControlModifier);
        type(QStringLiteral("x"));
        press(Qt::Key_Return);
    }
    press(Qt::Key_Return, Qt::ControlModifier);  // everything is asked for
    REQUIRE(within(3000, [&] { return enterprise.session().check().isUpToDate(); }));
    auto& list = enterprise.window().findings().list();
    std::set<std::string> forms;
    for (int row = 0; row < list.model()->rowCount(); ++row) {
        auto const finding = enterprise.window().findings().findings().findings()[static_cast<std::size_t>(row)];
        if (finding.cells.empty() || finding.cells.front().form == "header") continue;
        list.setCurrentIndex(list.model()->index(row, 0));
        list.setFocus();
        press(Qt::Key_Return);
        auto const& cell = finding.cells.front();
        INFO(finding.rule << " in " << cell.form << ", row " << cell.row << ", " << cell.column);
        auto const* form = enterprise.window().formPage()->currentForm();
        REQUIRE(form != nullptr);
        CHECK(form->id == cell.form);
        auto const& view = enterprise.view();
        CHECK(QApplication::focusWidget() == &view);
        CHECK(view.currentIndex().row() == static_cast<int>(cell.row));
        CHECK(view.form()->columnAt(view.currentIndex().column())->id == cell.column);
        CHECK(view.visualRect(view.currentIndex()).intersects(view.viewport()->rect()));
        forms.insert(cell.form);
    }
    CHECK(forms.size() == 3);
}

TEST_CASE("an explanation stays with its query when the language changes", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    enterprise.begin();
    enterprise.typeGoodRow();
    for (auto const* column : {"total", "mode1"}) {
        enterprise.goTo(0, column);
        type(QStringLiteral("-1200"));
        press(Qt::Key_Return);
    }
    auto& dock = enterprise.window().findings();
    auto const queryAt = [&] {
        auto const& findings = dock.findings().findings();
        auto const found = std::find_if(findings.begin(), findings.end(), [](ListedFinding const& finding) { return finding.canBeExplained; });
        return found == findings.end() ? -1 : static_cast<int>(found - findings.begin());
    };
    REQUIRE(within(3000, [&] { return queryAt() >= 0; }));
    dock.list().setCurrentIndex(dock.list().model()->index(queryAt(), 0));
    dock.explanation().setFocus();
    type(QStringLiteral("样例：二月的合同"));
    auto const rule = dock.findings().findings()[static_cast<std::size_t>(dock.list().currentIndex().row())].rule;
    for (auto const language : {Language::english, Language::chinese}) {
        enterprise.speak(language);
        // The same finding is current, and typing goes on where it was.
        REQUIRE(dock.list().currentIndex().isValid());
        CHECK(dock.findings().findings()[static_cast<std::size_t>(dock.list().currentIndex().row())].rule == rule);
        CHECK(dock.explanation().toPlainText().startsWith(QStringLiteral("样例：二月的合同")));
        CHECK(dock.explanation().hasFocus());
        type(QStringLiteral("退款"));
    }
    CHECK(dock.explanation().toPlainText() == QStringLiteral("样例：二月的合同退款退款"));
    REQUIRE(enterprise.document().filing().explanations.size() == 1);
    CHECK(enterprise.document().filing().explanations.front().text == "样例：二月的合同退款退款");
}
