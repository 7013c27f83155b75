/// Blocks from spreadsheet programs, pasted into the real grid by key.

#include <QClipboard>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>

#include "app/support/cut_texts.h"
#include "app/support/enterprise_window.h"
#include "base/file.h"
#include "enterprise/findings_dock.h"
#include "enterprise/paste_dock.h"
#include "support/recorded_clipboard.h"
#include "ui/message_bar.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

void copied(QString const& html, QString const& text) {
    auto* data = new QMimeData;
    if (!html.isEmpty()) data->setHtml(html);
    data->setText(text);
    QGuiApplication::clipboard()->setMimeData(data);
}

QString const goodLine = QStringLiteral("出口\tSJ211\t新加坡\t否\t美元\t1,200.00\t1,200.00");

}  // namespace

TEST_CASE("a block that is taken as it stands goes in at once and is one step", "[app][enterprise][paste]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    enterprise.begin();

    copied({}, goodLine + QStringLiteral("\nimport\tSH2\tHK\t\tCNY\t（5.50）\n"));
    press(Qt::Key_V, Qt::ControlModifier);
    REQUIRE(enterprise.rowCount() == 2);
    CHECK(enterprise.cell(0, "total") == "1200.00");
    CHECK(enterprise.cell(1, "flow") == "import");
    CHECK(enterprise.cell(1, "total") == "-5.50");
    CHECK_FALSE(enterprise.window().paste().isVisible());
    CHECK(enterprise.window().messages().text().contains(QStringLiteral("Pasted cells: 12")));
    CHECK(QApplication::focusWidget() == &enterprise.view());
    CHECK(enterprise.document().undoName().startsWith(QStringLiteral("Paste cells: 12")));
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.rowCount() == 0);
    press(Qt::Key_Y, Qt::ControlModifier);
    CHECK(enterprise.rowCount() == 2);
}

TEST_CASE("what is rounded or refused is shown before anything is done, and Enter pastes the rest", "[app][enterprise][paste]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    copied({}, QStringLiteral("12.345\t约一千\n7\t8\n"));
    press(Qt::Key_V, Qt::ControlModifier);
    auto& dock = enterprise.window().paste();
    REQUIRE(dock.isVisible());
    CHECK(enterprise.rowCount() == 1);
    auto const* list = dock.list().model();
    REQUIRE(list->rowCount() == 2);
    CHECK(list->index(0, 0).data().toString() == QStringLiteral("未粘贴"));
    CHECK(list->index(0, 1).data().toString() == QStringLiteral("B1"));
    CHECK(list->index(0, 3).data().toString() == QStringLiteral("约一千"));
    CHECK(list->index(1, 0).data().toString() == QStringLiteral("已取整到分"));
    CHECK(list->index(1, 4).data().toString() == QStringLiteral("12.35"));
    enterprise.speak(Language::english);
    CHECK(list->index(0, 2).data().toString() == QStringLiteral("Row 1, Cross-border supply"));

    SECTION("Enter") {
        REQUIRE(QApplication::focusWidget() == dock.findChild<QPushButton*>(QStringLiteral("takePaste")));
        press(Qt::Key_Space);
        REQUIRE(enterprise.rowCount() == 2);
        CHECK(enterprise.cell(0, "total") == "12.35");
        CHECK(enterprise.cell(0, "mode1") == "1200.00");
        CHECK(enterprise.cell(1, "mode1") == "8.00");
        CHECK_FALSE(dock.isVisible());
        press(Qt::Key_Z, Qt::ControlModifier);
        CHECK(enterprise.rowCount() == 1);
        CHECK(enterprise.cell(0, "total") == "1200.00");
    }
    SECTION("Escape") {
        press(Qt::Key_Escape);
        CHECK_FALSE(dock.isVisible());
        CHECK(enterprise.rowCount() == 1);
        CHECK(QApplication::focusWidget() == &enterprise.view());
    }
}

TEST_CASE("what is refused is read across the whole width of an office screen, and the findings come back behind it", "[app][enterprise][paste]") {
    for (auto const language : {Language::chinese, Language::english}) {
        INFO((language == Language::chinese ? "zh" : "en"));
        TemporaryFolder const folder;
        EnterpriseWindow enterprise{folder.path(), language};
        enterprise.window().resize(1366, 720);
        enterprise.begin();
        enterprise.typeGoodRow();
        enterprise.goTo(0, "total");
        copied({}, QStringLiteral("12.345\t约一千\n7\t8\n"));
        press(Qt::Key_V, Qt::ControlModifier);
        enterprise.settle();
        auto& dock = enterprise.window().paste();
        CHECK_FALSE(dock.visibleRegion().isEmpty());
        CHECK(dock.width() > enterprise.view().width() * 9 / 10);
        CHECK(cutTexts(enterprise.window()) == std::vector<std::string>{});
        press(Qt::Key_Escape);
        enterprise.settle();
        CHECK_FALSE(enterprise.window().findings().visibleRegion().isEmpty());
    }
}

TEST_CASE("a block with merged cells that LibreOffice Calc put on the clipboard is shown, pasted and taken back", "[app][enterprise][paste]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "item");
    auto const clipboard = recordedClipboard("merged");
    copied(QString::fromStdString(clipboard.html), QString::fromStdString(clipboard.text));
    press(Qt::Key_V, Qt::ControlModifier);
    auto& dock = enterprise.window().paste();
    REQUIRE(dock.isVisible());
    REQUIRE(dock.list().model()->rowCount() == 2);
    CHECK(dock.list().model()->index(0, 1).data().toString() == QStringLiteral("E2"));
    CHECK(dock.list().model()->index(1, 1).data().toString() == QStringLiteral("B3"));
    press(Qt::Key_Space);
    REQUIRE(enterprise.rowCount() == 3);
    CHECK(enterprise.cell(0, "total") == "900.00");
    CHECK(enterprise.cell(1, "partner") == "SG");
    CHECK(enterprise.cell(2, "mode1") == "12.00");
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.rowCount() == 1);
    CHECK(enterprise.cell(0, "total") == "1200.00");
}

TEST_CASE("an empty clipboard is said, and a sealed version takes nothing", "[app][enterprise][paste]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    enterprise.begin();
    copied({}, {});
    press(Qt::Key_V, Qt::ControlModifier);
    CHECK(enterprise.window().messages().text().contains(QStringLiteral("no cells on the clipboard")));
    enterprise.document().freeze();
    copied({}, goodLine);
    enterprise.window().paste().paste(enterprise.view(), *QGuiApplication::clipboard()->mimeData());
    CHECK(enterprise.rowCount() == 0);
}

TEST_CASE("five thousand rows are pasted in one step", "[app][enterprise][paste]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    QString text;
    QString html = QStringLiteral("<table>");
    for (int row = 0; row < 5000; ++row) {
        auto const amount = QString::number(row) + QStringLiteral(".25");
        text += QStringLiteral("出口\tSJ211\t新加坡\t否\t美元\t%1\t%1\n").arg(amount);
        html += QStringLiteral("<tr><td>出口</td><td>SJ211</td><td>新加坡</td><td>否</td><td>美元</td><td align=right>%1</td><td align=right>%1</td></tr>\n").arg(amount);
    }
    copied(html + QStringLiteral("</table>"), text);
    press(Qt::Key_V, Qt::ControlModifier);
    CHECK(enterprise.rowCount() == 5000);
    CHECK(enterprise.cell(4999, "mode1") == "4999.25");
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.rowCount() == 0);
}
