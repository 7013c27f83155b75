/// From the unit's own ledger into the form, in the real window.

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTableWidget>
#include <QTextBrowser>
#include <QUrl>

#include "app/support/cut_texts.h"
#include "app/support/enterprise_window.h"
#include "base/file.h"
#include "enterprise/help_dock.h"
#include "enterprise/import_page.h"
#include "support/ledgers.h"
#include "ui/message_bar.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// A draft with the import page open.
class Importing {
public:
    explicit Importing(TemporaryFolder const& folder, Language language = Language::english) : folder_(folder), enterprise(folder / "data", language) {
        enterprise.begin();
        open();
    }
    void open() {
        press(Qt::Key_I, Qt::ControlModifier);
        REQUIRE(enterprise.window().importPage() != nullptr);
        REQUIRE(QApplication::focusWidget() == &find<QLineEdit>("ledgerFile"));
    }
    /// By keyboard: the name of the file, Enter.
    void choose(std::string const& ledger) {
        REQUIRE(writeFile(folder_ / "ledger.csv", ledger));
        find<QLineEdit>("ledgerFile").selectAll();
        type(toQt((folder_ / "ledger.csv").string()));
        press(Qt::Key_Return);
    }
    [[nodiscard]] ImportPage& page() { return *enterprise.window().importPage(); }
    template <class Widget>
    [[nodiscard]] Widget& find(char const* name) {
        auto* widget = page().findChild<Widget*>(QString::fromLatin1(name));
        REQUIRE(widget != nullptr);
        return *widget;
    }
    void pressNext() {
        find<QPushButton>("importNext").setFocus();
        press(Qt::Key_Space);
    }

private:
    TemporaryFolder const& folder_;

public:
    EnterpriseWindow enterprise;
};

std::string const shortLedger =
    "日期,凭证号,客户,项目,国家,币种,金额\n"
    "2017-01-10,记-001,样例客户甲,软件开发,新加坡,USD,\"1,000.00\"\n"
    "2017-02-03,记-002,样例客户甲,软件开发,新加坡,USD,250.005\n"
    "2017-03-20,记-005,样例客户甲,房屋出租,新加坡,USD,5000\n"
    "2017-04-01,记-006,样例客户甲,软件开发,新加坡,USD,77\n";

/// Columns as guessed, the words by key: software is SI21 by mode 1, renting is not for the form, the customer is affiliated.
void mapShortLedger(Importing& importing, std::string const& ledger = shortLedger) {
    importing.choose(ledger);
    REQUIRE(importing.page().step() == ImportPage::columnsStep);
    CHECK(importing.find<QComboBox>("field-amount").currentText() == QStringLiteral("Column “金额”"));
    CHECK(importing.find<QComboBox>("field-flow").currentText() == QStringLiteral("Always Export"));
    importing.pressNext();
    REQUIRE(importing.page().step() == ImportPage::wordsStep);
    auto& words = importing.find<QTableWidget>("words");
    REQUIRE(words.rowCount() == 2);
    type(QStringLiteral("SI21"));
    importing.find<QComboBox>("wordMode").setFocus();
    press(Qt::Key_Down);
    importing.find<QCheckBox>("wordDigital").setFocus();
    press(Qt::Key_Space);
    importing.find<QPushButton>("takeWord").setFocus();
    press(Qt::Key_Space);
    REQUIRE(words.currentRow() == 1);
    importing.find<QPushButton>("leaveOutWord").setFocus();
    press(Qt::Key_Space);
    CHECK(words.item(0, 4)->text() == QStringLiteral("✓ SI21"));
    CHECK(words.item(1, 4)->text() == QStringLiteral("✓ not for this form"));
    importing.pressNext();
    REQUIRE(importing.page().step() == ImportPage::dryRunStep);
}

}  // namespace

TEST_CASE("a ledger is imported by keyboard, its dry run reconciles, and taking it is one step", "[app][enterprise][import]") {
    TemporaryFolder const folder;
    Importing importing{folder};
    mapShortLedger(importing);
    auto const* import = importing.page().import();
    REQUIRE(import != nullptr);
    CHECK(import->outcomes.at(LineOutcome::leftOut).lines == 1);
    CHECK(importing.find<QTableWidget>("notTaken").rowCount() == 2);
    CHECK(importing.find<QLabel>("importSummary").text().contains(QStringLiteral("USD 1,250.01")));
    importing.enterprise.settle();
    CHECK(cutTexts(importing.enterprise.window()) == std::vector<std::string>{});
    importing.pressNext();
    REQUIRE(within(1000, [&] { return importing.enterprise.window().importPage() == nullptr; }));

    auto& enterprise = importing.enterprise;
    REQUIRE(enterprise.rowCount() == 1);
    CHECK(enterprise.cell(0, "item") == "SI21");
    CHECK(enterprise.cell(0, "total") == "1250.01");
    CHECK(enterprise.cell(0, "digital") == "1250.01");
    CHECK(enterprise.window().messages().text().contains(QStringLiteral("lines 2, in rows 1. Not taken: 2")));
    CHECK(enterprise.document().undoName().startsWith(QStringLiteral("Import the ledger")));

    // Each cell leads to its lines.
    enterprise.goTo(0, "total");
    press(Qt::Key_F1);
    auto const help = [&] { return enterprise.window().help().text().toPlainText(); };
    CHECK(help().contains(QStringLiteral("From ledger lines: 2")));
    CHECK(help().contains(QStringLiteral("记-002")));
    CHECK(help().contains(QStringLiteral("Together 1,250.01.")));
    enterprise.goTo(0, "mode4");
    CHECK_FALSE(help().contains(QStringLiteral("From ledger lines")));
    enterprise.goTo(0, "total");
    type(QStringLiteral("7"));
    press(Qt::Key_Return);
    enterprise.goTo(0, "total");
    CHECK(help().contains(QStringLiteral("changed by hand")));

    // Both go together, there and back.
    press(Qt::Key_Z, Qt::ControlModifier);
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.rowCount() == 0);
    CHECK(enterprise.document().ledgerOf("form2") == nullptr);
    press(Qt::Key_Y, Qt::ControlModifier);
    CHECK(enterprise.rowCount() == 1);
    CHECK(enterprise.document().ledgerOf("form2")->size() == 4);
}

TEST_CASE("dollars of a ledger show their column as long as a row has them", "[app][enterprise][import]") {
    TemporaryFolder const folder;
    Importing importing{folder};
    auto& enterprise = importing.enterprise;
    int const columns = enterprise.view().form()->columnCount();
    mapShortLedger(importing,
                   "日期,凭证号,客户,项目,国家,币种,金额,折美元\n"
                   "2017-01-10,记-001,样例客户甲,软件开发,新加坡,CNY,\"688,470.00\",\"100,000.00\"\n"
                   "2017-03-20,记-005,样例客户甲,房屋出租,新加坡,CNY,5000,\n");
    CHECK(importing.find<QComboBox>("field-dollars").currentText() == QStringLiteral("Column “折美元”"));
    importing.pressNext();
    REQUIRE(within(1000, [&] { return enterprise.window().importPage() == nullptr; }));
    CHECK(enterprise.cell(0, "dollars") == "100000.00");
    auto* model = enterprise.view().form();
    CHECK(model->columnCount() == columns + 1);
    CHECK(model->headerData(model->shownColumn("dollars"), Qt::Horizontal, Qt::DisplayRole).toString() == QStringLiteral("In US dollars, by the books"));
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(model->columnCount() == columns);
    press(Qt::Key_Y, Qt::ControlModifier);
    CHECK(model->columnCount() == columns + 1);
    // Rows that go and come back bring it along.
    enterprise.goTo(0, "total");
    model->removeRowsAt(0, 1);
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(model->columnCount() == columns + 1);
}

TEST_CASE("what was said of a ledger is remembered, and only new words are asked for", "[app][enterprise][import]") {
    TemporaryFolder const folder;
    Importing importing{folder};
    mapShortLedger(importing);
    importing.pressNext();
    REQUIRE(within(1000, [&] { return importing.enterprise.window().importPage() == nullptr; }));
    importing.open();
    importing.choose(shortLedger + "2017-03-21,记-009,样例客户乙,翻译,日本,JPY,30000\n");
    REQUIRE(importing.page().step() == ImportPage::wordsStep);
    auto& words = importing.find<QTableWidget>("words");
    REQUIRE(words.rowCount() >= 1);
    CHECK(words.item(0, 1)->text() == QStringLiteral("翻译"));
    importing.find<QLineEdit>("wordCode").setFocus();
    importing.find<QLineEdit>("wordCode").selectAll();
    type(QStringLiteral("SJ35"));
    importing.find<QPushButton>("takeWord").setFocus();
    press(Qt::Key_Space);
    press(Qt::Key_Escape);
    REQUIRE(within(1000, [&] { return importing.enterprise.window().importPage() == nullptr; }));

    // Nothing new: straight to the dry run; the same ledger again changes nothing but its own rows.
    importing.open();
    importing.choose(shortLedger);
    REQUIRE(importing.page().step() == ImportPage::dryRunStep);
    importing.pressNext();
    REQUIRE(within(1000, [&] { return importing.enterprise.window().importPage() == nullptr; }));
    CHECK(importing.enterprise.rowCount() == 1);
}

TEST_CASE("imported lines are on disk with the draft and print as the statistical ledger", "[app][enterprise][import]") {
    TemporaryFolder const folder;
    {
        Importing importing{folder};
        mapShortLedger(importing);
        importing.pressNext();
        REQUIRE(within(1000, [&] { return importing.enterprise.window().importPage() == nullptr; }));
        for (auto const* name : {"ledger.xlsx", "ledger.csv", "ledger.html", "ledger.pdf"}) {
            importing.enterprise.window().saveLedgerTo(folder / name);
            INFO(name);
            CHECK(std::filesystem::file_size(folder / name) > 200);
        }
        auto const html = readFile(folder / "ledger.html");
        REQUIRE(html);
        CHECK(html->find("服务贸易统计台账") != std::string::npos);
        CHECK(html->find("250.005") != std::string::npos);
        importing.enterprise.window().goHome();
    }
    EnterpriseWindow again{folder / "data", Language::english};
    auto const drafts = again.program().store().newest();
    REQUIRE(drafts);
    REQUIRE(again.window().openDraft(drafts->front().id));
    CHECK(again.document().ledgerOf("form2")->size() == 4);
}

TEST_CASE("a file that is no ledger is said, and the page speaks both languages", "[app][enterprise][import]") {
    TemporaryFolder const folder;
    Importing importing{folder, Language::chinese};
    importing.choose("\x81");
    CHECK(importing.enterprise.window().messages().text().contains(QStringLiteral("文字编码")));
    CHECK(importing.page().step() == ImportPage::fileStep);
    importing.choose(shortLedger);
    CHECK(importing.find<QComboBox>("field-amount").currentText() == QStringLiteral("“金额”列"));
    CHECK(importing.find<QPushButton>("importNext").text() == QStringLiteral("下一步"));
    importing.enterprise.speak(Language::english);
    CHECK(importing.find<QPushButton>("importNext").text() == QStringLiteral("Next"));
    CHECK(importing.find<QComboBox>("field-amount").currentText() == QStringLiteral("Column “金额”"));
    press(Qt::Key_Escape);
    REQUIRE(within(1000, [&] { return importing.enterprise.window().importPage() == nullptr; }));
    CHECK(QApplication::focusWidget() == &importing.enterprise.view());
}

TEST_CASE("an account with debit and credit and decimal commas is understood, and its sides say the flow", "[app][enterprise][import]") {
    TemporaryFolder const folder;
    Importing importing{folder};
    importing.choose(
        "日期;凭证号;客户;项目;国家;币种;借方;贷方\n"
        "10.01.2017;记-001;样例客户甲;SI21;SG;USD;;1.000,50\n"
        "11.01.2017;记-002;样例客户甲;SI21;SG;USD;200,00;0,00\n");
    REQUIRE(importing.page().step() == ImportPage::columnsStep);
    CHECK(importing.find<QComboBox>("field-credit").currentText() == QStringLiteral("Column “贷方”"));
    CHECK(importing.find<QComboBox>("field-amount").currentText() == QStringLiteral("– not in the ledger –"));
    CHECK(importing.find<QComboBox>("field-flow").currentText() == QStringLiteral("By the side: credit is export, debit is import"));
    CHECK(importing.find<QComboBox>("ledgerDecimalSign").currentText().contains(QStringLiteral("1.234,50")));
    importing.pressNext();
    if (importing.page().step() == ImportPage::wordsStep) importing.pressNext();
    REQUIRE(importing.page().step() == ImportPage::dryRunStep);
    auto const* import = importing.page().import();
    CHECK(import->takenSums.at("USD").canonical() == "1200.50");
    REQUIRE(import->rows.size() == 2);

    // An account of revenue alone: the debit takes back.
    importing.find<QPushButton>("importBack").click();
    if (importing.page().step() == ImportPage::wordsStep) importing.find<QPushButton>("importBack").click();
    auto& flow = importing.find<QComboBox>("field-flow");
    flow.setFocus();
    type(QStringLiteral("Always E"));
    CHECK(flow.currentText() == QStringLiteral("Always Export"));
    importing.pressNext();
    CHECK(importing.page().import()->takenSums.at("USD").canonical() == "800.50");
}

namespace {

/// What happens when a person drags files onto the window; true when the pointer says that they may be dropped there.
bool dropOnto(QWidget& window, std::vector<std::filesystem::path> const& files) {
    QMimeData data;
    QList<QUrl> urls;
    for (auto const& file : files) urls.append(QUrl::fromLocalFile(toQt(file.string())));
    data.setUrls(urls);
    QDragEnterEvent enter{QPoint{9, 9}, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier};
    QApplication::sendEvent(&window, &enter);
    if (!enter.isAccepted()) return false;
    QDropEvent drop{QPointF{9, 9}, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier};
    QApplication::sendEvent(&window, &drop);
    CHECK(drop.dropAction() == Qt::CopyAction);
    return drop.isAccepted();
}

}  // namespace

TEST_CASE("a ledger that is dropped onto the window is imported, a filled template is taken", "[app][enterprise][import]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data", Language::english};
    auto& window = enterprise.window();
    REQUIRE(writeFile(folder / "账册.CSV", shortLedger));
    REQUIRE(dropOnto(window, {folder / "账册.CSV"}));
    REQUIRE(within(1000, [&] { return window.messages().text().contains(QStringLiteral("Open a report")); }));
    CHECK(window.importPage() == nullptr);

    enterprise.begin();
    REQUIRE(dropOnto(window, {folder / "账册.CSV"}));
    REQUIRE(within(1000, [&] { return window.importPage() != nullptr && window.importPage()->step() == ImportPage::columnsStep; }));
    press(Qt::Key_Escape);
    REQUIRE(within(1000, [&] { return window.importPage() == nullptr; }));

    window.saveTemplateTo(folder / "template.xlsx");
    REQUIRE(dropOnto(window, {folder / "template.xlsx"}));
    REQUIRE(within(2000, [&] { return window.messages().text().contains(QStringLiteral("template.xlsx")); }));
    CHECK(window.importPage() == nullptr);

    enterprise.document().freeze();
    REQUIRE(dropOnto(window, {folder / "账册.CSV"}));
    REQUIRE(within(1000, [&] { return window.messages().text().contains(QStringLiteral("can still be changed")); }));
}

TEST_CASE("several files, sealed files and others that are dropped change nothing, and what to do with them is said", "[app][enterprise][import]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data", Language::english};
    enterprise.begin();
    auto& window = enterprise.window();
    auto const before = enterprise.document().filing();
    auto const isTold = [&](std::vector<std::filesystem::path> const& files, QString const& english, QString const& chinese) {
        REQUIRE(dropOnto(window, files));
        CHECK(within(1000, [&] { return window.messages().text().contains(english); }));
        enterprise.speak(Language::chinese);
        CHECK(window.messages().text().contains(chinese));
        enterprise.speak(Language::english);
        CHECK(window.importPage() == nullptr);
        CHECK(enterprise.document().filing() == before);
    };
    isTold({folder / "账册.CSV", folder / "template.xlsx"}, QStringLiteral("one file at a time"), QStringLiteral("每次只拖入一个文件"));
    isTold({folder / "a.zbs", folder / "b.zbs"}, QStringLiteral("one file at a time"), QStringLiteral("每次只拖入一个文件"));
    isTold({folder / "a.ZBS"}, QStringLiteral("A sealed file is handed in as it is"), QStringLiteral("封装文件原样报送"));
    isTold({folder / "office.zbh"}, QStringLiteral("needs its passphrase"), QStringLiteral("口令"));
    isTold({folder / "letter.pdf"}, QStringLiteral("letter.pdf is no ledger"), QStringLiteral("letter.pdf 不是账册"));
}

TEST_CASE("pictures of the steps from a ledger into the form are made in both languages", "[.pictures]") {
    auto const place = qEnvironmentVariable("ZHIBAO_PICTURES");
    REQUIRE_FALSE(place.isEmpty());
    QDir{}.mkpath(place);
    for (auto const language : {Language::chinese, Language::english}) {
        TemporaryFolder const folder;
        Importing importing{folder, language};
        auto& enterprise = importing.enterprise;
        enterprise.window().resize(1366, 720);
        auto const save = [&](char const* name) {
            enterprise.settle();
            REQUIRE(enterprise.window().grab().save(QStringLiteral("%1/enterprise-%2-%3.png").arg(place, QString::fromLatin1(name), language == Language::chinese ? QStringLiteral("zh") : QStringLiteral("en"))));
        };
        save("import-file");
        importing.choose(exampleLedger);
        save("import-columns");
        importing.pressNext();
        type(QStringLiteral("SI21"));
        importing.find<QPushButton>("takeWord").click();
        save("import-words");
        importing.pressNext();
        save("import-dry-run");
        importing.pressNext();
        REQUIRE(within(1000, [&] { return enterprise.window().importPage() == nullptr; }));
        enterprise.goTo(0, "total");
        save("ledger-lines");
        enterprise.window().saveLedgerTo(pathOf(fromQt(QStringLiteral("%1/ledger-%2.pdf").arg(place, language == Language::chinese ? QStringLiteral("zh") : QStringLiteral("en")))));
        auto* data = new QMimeData;
        data->setText(QStringLiteral("出口\tSJ211\t新加坡\t否\t美元\t1,200.005\t约一千\nimport\tXX\tHK\t\tCNY\t（5.50）\n"));
        QGuiApplication::clipboard()->setMimeData(data);
        enterprise.goTo(0, "flow");
        press(Qt::Key_V, Qt::ControlModifier);
        save("paste");
    }
}
