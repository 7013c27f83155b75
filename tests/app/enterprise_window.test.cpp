/// The enterprise program around the grid: home, drafts, findings, templates, sealing, languages.

#include <QAccessible>
#include <QCheckBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLockFile>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPrintPreviewWidget>
#include <QPushButton>
#include <QTableView>
#include <QScreen>
#include <QStyle>
#include <QTextBrowser>

#include "answers/template.h"
#include "app/support/enterprise_window.h"
#include "base/file.h"
#include "base/xlsx_reader.h"
#include "enterprise/findings_dock.h"
#include "enterprise/help_dock.h"
#include "enterprise/seal_page.h"
#include "package/open.h"
#include "support/workbook_maker.h"
#include "trust/unit_keys.h"
#include "ui/message_bar.h"
#include "ui/print_preview.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

bool isUpToDate(EnterpriseWindow& enterprise) {
    return within(3000, [&] { return enterprise.session().check().isUpToDate() && !enterprise.session().check().findings().empty(); });
}

void sign() {
    press(Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(focus()->objectName() == QStringLiteral("unitHead"));
    for (auto const* text : {"样例甲", "样例乙", "样例丙", "023-60000000", "2017-04-06"}) {
        type(QString::fromUtf8(text));
        press(Qt::Key_Tab);
    }
}

void seal(EnterpriseWindow& enterprise, std::filesystem::path const& folder) {
    auto* page = enterprise.window().sealPage();
    REQUIRE(page != nullptr);
    page->setFolder(folder);
    page->findChild<QPushButton*>(QStringLiteral("seal"))->setFocus();
    press(Qt::Key_Space);
}

}  // namespace

TEST_CASE("the home page says while typing whether the credit code is right", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    auto* code = enterprise.window().home().findChild<QLineEdit*>(QStringLiteral("unitCode"));
    auto* state = enterprise.window().home().findChild<QLabel*>(QStringLiteral("unitCodeState"));
    code->setFocus();
    auto const right = toQt(enterprise.unit());
    type(right.left(5));
    CHECK(state->text().contains(QStringLiteral("已录入 5 位")));
    type(right.mid(5));
    CHECK(state->text().startsWith(QStringLiteral("✓")));
    press(Qt::Key_Backspace);
    type(right.back() == QLatin1Char('0') ? QStringLiteral("1") : QStringLiteral("0"));
    CHECK(state->text().startsWith(QStringLiteral("✗")));
    press(Qt::Key_Return);
    CHECK(enterprise.window().session() == nullptr);
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::problem);
}

TEST_CASE("what is typed is on disk within two seconds and comes back after the window is gone without closing", "[app][enterprise]") {
    TemporaryFolder const folder;
    Filing typed;
    std::int64_t draft = 0;
    {
        EnterpriseWindow enterprise{folder.path()};
        enterprise.begin();
        enterprise.typeGoodRow();
        enterprise.goTo(0, "partner");
        type(QStringLiteral("nowhere"));
        press(Qt::Key_Return);
        typed = enterprise.document().filing();
        draft = enterprise.session().entry().id;
        // Another connection reads what is really in the file.
        auto store = DraftStore::open(folder / "drafts.db");
        REQUIRE(store);
        REQUIRE(within(2000, [&] { return store->load(draft, enterprise.document().edition()).value() == typed; }));
        CHECK(enterprise.session().isSaved());
        // No close event, no last save: the objects just cease, as in a crash.
    }
    EnterpriseWindow again{folder.path()};
    auto* list = again.window().home().findChild<QTableView*>(QStringLiteral("reports"));
    // What is open and due stands first.
    list->setFocus();
    press(Qt::Key_Home, Qt::ControlModifier);
    press(Qt::Key_Return);
    REQUIRE(again.window().session() != nullptr);
    CHECK(again.session().entry().id == draft);
    CHECK(again.document().filing() == typed);
    CHECK(again.view().currentIndex().isValid());
}

TEST_CASE("saving does not wait for a pause in typing", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    int saves = 0;
    QObject::connect(&enterprise.session(), &DraftSession::savedChanged, &enterprise.window(), [&] { saves += enterprise.session().isSaved() ? 1 : 0; });
    for (int step = 0; step < 12; ++step) {
        enterprise.goTo(0, "total");
        type(QString::number(step));
        press(Qt::Key_Return);
        QTest::qWait(200);
    }
    CHECK(saves >= 1);
}

TEST_CASE("a draft that is open in one window is not opened in a second", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow first{folder.path()};
    first.begin();
    auto const draft = first.session().entry().id;
    EnterpriseWindow second{folder.path()};
    CHECK_FALSE(second.window().openDraft(draft));
    CHECK(second.window().messages().isVisible());
    first.window().goHome();
    CHECK(second.window().openDraft(draft));
}

TEST_CASE("findings are listed while typing, and Enter, F8 and Shift+F8 go to their cells", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.typeGoodRow();
    enterprise.goTo(1, "partner");
    type(QStringLiteral("jp"));
    press(Qt::Key_Return);
    enterprise.goTo(0, "total");
    type(QStringLiteral("99"));
    press(Qt::Key_Return);
    enterprise.goTo(1, "mode2");
    type(QStringLiteral("-1"));
    press(Qt::Key_Return);
    auto& dock = enterprise.window().findings();
    auto const has = [&](std::string_view rule) {
        auto const& findings = dock.findings().findings();
        return std::any_of(findings.begin(), findings.end(), [&](auto const& finding) { return finding.rule.starts_with(rule); });
    };
    REQUIRE(within(3000, [&] { return has("B1") && has("B4"); }));
    CHECK(dock.isVisible());
    CHECK(dock.windowTitle().contains(QString::number(dock.findings().count(Level::error))));

    auto const& findings = dock.findings().findings();
    auto& list = dock.list();
    auto const position = [&](auto const& finding) { return static_cast<int>(&finding - findings.data()); };
    for (auto const& finding : findings) {
        if (finding.cells.empty() || finding.cells.front().form != "form2") continue;
        INFO(finding.rule);
        list.setCurrentIndex(list.model()->index(position(finding), 0));
        list.setFocus();
        press(Qt::Key_Return);
        CHECK(QApplication::focusWidget() == &enterprise.view());
        CHECK(enterprise.view().currentIndex().row() == static_cast<int>(finding.cells.front().row));
        CHECK(enterprise.view().currentIndex().column() == enterprise.view().form()->shownColumn(finding.cells.front().column));
    }
    list.setCurrentIndex(list.model()->index(0, 0));
    enterprise.view().setFocus();
    press(Qt::Key_F8);
    CHECK(list.currentIndex().row() == 1);
    press(Qt::Key_F8, Qt::ShiftModifier);
    press(Qt::Key_F8, Qt::ShiftModifier);
    CHECK(list.currentIndex().row() == list.model()->rowCount() - 1);

    // What the head lacks is asked for where the filing is sealed.
    for (auto const& finding : findings)
        if (!finding.cells.empty() && finding.cells.front().column == "preparer") list.setCurrentIndex(list.model()->index(position(finding), 0));
    list.setFocus();
    press(Qt::Key_Return);
    CHECK(focus()->objectName() == QStringLiteral("preparer"));
}

TEST_CASE("a query is explained where it is listed, and an error cannot be", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    type(QStringLiteral("-1200"));
    press(Qt::Key_Return);
    enterprise.goTo(0, "mode1");
    type(QStringLiteral("-1200"));
    press(Qt::Key_Return);
    auto& dock = enterprise.window().findings();
    auto const rowOf = [&](auto const& condition) {
        auto const& findings = dock.findings().findings();
        auto const found = std::find_if(findings.begin(), findings.end(), condition);
        return found == findings.end() ? -1 : static_cast<int>(found - findings.begin());
    };
    auto const isOpenQuery = [](ListedFinding const& finding) { return finding.canBeExplained && !finding.isExplained; };
    auto const isError = [](ListedFinding const& finding) { return finding.level == Level::error; };
    REQUIRE(within(3000, [&] { return rowOf(isOpenQuery) >= 0; }));
    dock.list().setCurrentIndex(dock.list().model()->index(rowOf(isError), 0));
    CHECK_FALSE(dock.explanation().isEnabled());

    while (rowOf(isOpenQuery) >= 0) {
        auto const query = dock.findings().findings()[static_cast<std::size_t>(rowOf(isOpenQuery))].query;
        dock.list().setCurrentIndex(dock.list().model()->index(rowOf(isOpenQuery), 0));
        REQUIRE(dock.explanation().isEnabled());
        dock.explanation().setFocus();
        type(QStringLiteral("样例：二月的合同退款。"));
        CHECK(dock.explanation().toPlainText() == QStringLiteral("样例：二月的合同退款。"));
        REQUIRE(within(3000, [&] {
            return rowOf([&](ListedFinding const& finding) { return finding.query == query && isOpenQuery(finding); }) < 0;
        }));
        CHECK(dock.explanation().hasFocus());
    }
    REQUIRE_FALSE(enterprise.document().filing().explanations.empty());
    CHECK(enterprise.document().filing().explanations.front().text == "样例：二月的合同退款。");
    // One explanation is one step, however many keys it took.
    auto const explanations = enterprise.document().filing().explanations.size();
    for (std::size_t step = 0; step < explanations; ++step) enterprise.document().undo();
    CHECK(enterprise.document().filing().explanations.empty());
    CHECK(enterprise.cell(0, "mode1") == "-1200.00");
}

TEST_CASE("help follows the current question", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.goTo(0, "mode4");
    auto const& column = enterprise.document().edition().findForm("form2")->columns[*enterprise.document().edition().findForm("form2")->indexOf("mode4")];
    CHECK(enterprise.window().help().text().toPlainText().contains(toQt(column.help.zh)));
    enterprise.speak(Language::english);
    CHECK(enterprise.window().help().text().toPlainText().contains(toQt(column.help.en)));
    CHECK(enterprise.window().help().isVisible());
    press(Qt::Key_F1);
    CHECK_FALSE(enterprise.window().help().isVisible());
}

TEST_CASE("a filing is sealed into a package that opens to the same answers, and is then frozen", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    type(QStringLiteral("99"));
    press(Qt::Key_Return);
    sign();
    seal(enterprise, folder / "stick");
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::problem);
    CHECK_FALSE(std::filesystem::exists(folder / "stick"));

    press(Qt::Key_Escape);
    enterprise.window().sealPage()->backRequested();
    enterprise.goTo(0, "total");
    type(QStringLiteral("1200"));
    press(Qt::Key_Return);
    press(Qt::Key_Return, Qt::ControlModifier);
    seal(enterprise, folder / "stick");
    INFO(fromQt(enterprise.window().messages().text()));
    REQUIRE(enterprise.window().messages().kind() == MessageBar::Kind::success);
    auto const file = folder / "stick" / (enterprise.unit() + "_2017Q1_quarterly_v1.zbs");
    CHECK(enterprise.window().messages().text().contains(toQt(toText(file))));
    auto const bytes = readFile(file);
    REQUIRE(bytes);
    auto const package = openPackage(*bytes);
    REQUIRE(package);
    auto const filing = readPackagedFiling(*package, enterprise.document().edition());
    REQUIRE(filing);
    CHECK(*filing == enterprise.document().filing());
    CHECK(package->signer.unit() == enterprise.unit());
    CHECK(filing->signatories.preparer == "样例丙");

    // The key is its owner's alone, and the same for the next version.
    auto const key = folder / "data" / "keys" / (enterprise.unit() + ".key.pem");
    CHECK((std::filesystem::status(key).permissions() & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) == std::filesystem::perms::none);
    auto const draft = enterprise.session().entry().id;
    CHECK(enterprise.document().isFrozen());
    CHECK(enterprise.program().store().entry(draft)->seal->identity == package->identity);

    Q_EMIT enterprise.window().home().correctionRequested(draft);
    REQUIRE(enterprise.session().entry().version == 2);
    CHECK(enterprise.document().filing().header.replaces == package->identity);
    press(Qt::Key_Return, Qt::ControlModifier);
    seal(enterprise, folder / "stick");
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::problem);
    REQUIRE(focus()->objectName() == QStringLiteral("reason"));
    type(QStringLiteral("样例：重新核对了合同金额"));
    seal(enterprise, folder / "stick");
    auto const secondBytes = readFile(folder / "stick" / (enterprise.unit() + "_2017Q1_quarterly_v2.zbs"));
    REQUIRE(secondBytes);
    auto const second = openPackage(*secondBytes);
    REQUIRE(second);
    CHECK(second->signer.keyFingerprint() == package->signer.keyFingerprint());
}

TEST_CASE("half a key is never replaced by a new one", "[app][enterprise]") {
    TemporaryFolder const folder;
    FixedClock const clock{Moment{1'491'364'800}};
    auto const unit = exampleUnitCode(1).text();
    REQUIRE(unitSigner(folder.path(), unit, "样例", clock));
    auto const key = readFile(folder / "keys" / (unit + ".key.pem"));
    REQUIRE(unitSigner(folder.path(), unit, "样例", clock));
    CHECK(readFile(folder / "keys" / (unit + ".key.pem")) == key);
    std::filesystem::remove(folder / "keys" / (unit + ".cert.pem"));
    auto const refused = unitSigner(folder.path(), unit, "样例", clock);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == error::unitKeyIncomplete);
    CHECK(readFile(folder / "keys" / (unit + ".key.pem")) == key);
}

TEST_CASE("a zero filing is declared with its reason and sealed without rows", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    enterprise.begin();
    sign();
    auto* zero = enterprise.window().sealPage()->findChild<QCheckBox*>(QStringLiteral("zero"));
    zero->setFocus();
    press(Qt::Key_Space);
    press(Qt::Key_Tab);
    REQUIRE(focus()->objectName() == QStringLiteral("zeroReason"));
    type(QStringLiteral("样例：本季没有进出口业务"));
    seal(enterprise, folder / "stick");
    INFO(fromQt(enterprise.window().messages().text()));
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::success);
    CHECK(std::filesystem::exists(folder / "stick"));
}

TEST_CASE("the template of a draft is saved, and one of another quarter is refused whole", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.window().saveTemplateTo(folder / "a.xlsx");
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::success);
    auto const before = enterprise.document().filing();

    auto const other = writeTemplate(enterprise.document().edition(), "quarterly", {enterprise.unit(), "2017Q2", Language::chinese});
    REQUIRE(other);
    REQUIRE(writeFile(folder / "b.xlsx", *other));
    enterprise.window().fillFrom(folder / "b.xlsx");
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::problem);
    CHECK(enterprise.document().filing() == before);

    REQUIRE(writeFile(folder / "c.xlsx", "no workbook"));
    enterprise.window().fillFrom(folder / "c.xlsx");
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::problem);
    CHECK(enterprise.document().filing() == before);

    // The one that was just saved is empty; filling from it is one step that can be taken back.
    enterprise.window().fillFrom(folder / "a.xlsx");
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::success);
    CHECK(enterprise.rowCount() == 0);
    enterprise.document().undo();
    CHECK(enterprise.document().filing() == before);
}

TEST_CASE("a filled template brings its rows into the grid as one step", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    enterprise.begin();
    enterprise.typeGoodRow();
    auto const before = enterprise.document().filing();
    enterprise.window().saveTemplateTo(folder / "a.xlsx");
    auto const empty = readFile(folder / "a.xlsx");
    REQUIRE(empty);
    // Sheet 2 is the grid: columns in the order of the form behind the hidden one, answers from row 5, amounts in ten thousands.
    auto const& form = *enterprise.document().edition().findForm("form2");
    auto const cellOf = [&](std::string_view column, int row) { return std::string{static_cast<char>('B' + static_cast<int>(*form.indexOf(column)))} + std::to_string(row); };
    auto const filled = typedInto(*empty, 2,
                                  {{cellOf("flow", 5), "出口"},
                                   {cellOf("item", 5), "SJ211 法律服务"},
                                   {cellOf("partner", 5), "SG"},
                                   {cellOf("currency", 5), "USD"},
                                   {cellOf("total", 5), "12.5", "n"},
                                   {cellOf("mode1", 5), "12.5", "n"},
                                   {cellOf("flow", 6), "import"},
                                   {cellOf("item", 6), "SH2"},
                                   {cellOf("partner", 6), "日本"},
                                   {cellOf("currency", 6), "JPY"},
                                   {cellOf("total", 6), "300", "n"},
                                   {cellOf("mode1", 6), "200", "n"}});
    // Sheet 5, behind forms 2, 4 and 5, is for explanations: check, form, row, column, text.
    auto const explained = typedInto(filled, 5, {{"B5", "B8"}, {"C5", "form2"}, {"D5", "2"}, {"E5", "mode1"}, {"F5", "样例：由境外总部远程许可使用"}});
    REQUIRE(writeFile(folder / "a.xlsx", explained));
    enterprise.window().fillFrom(folder / "a.xlsx");
    INFO(fromQt(enterprise.window().messages().text()));
    REQUIRE(enterprise.window().messages().kind() == MessageBar::Kind::success);
    CHECK(enterprise.document().filing().explanations == std::vector<Explanation>{{"B8", {{"form2", 1, "mode1"}}, "样例：由境外总部远程许可使用"}});
    REQUIRE(enterprise.rowCount() == 2);
    CHECK(enterprise.cell(0, "flow") == "export");
    CHECK(enterprise.cell(0, "item") == "SJ211");
    CHECK(enterprise.cell(0, "total") == "125000.00");
    CHECK(enterprise.cell(1, "partner") == "JP");
    CHECK(enterprise.cell(1, "mode1") == "2000000.00");
    // The grid shows them, and the difference that is still open in the second.
    auto const* model = enterprise.view().form();
    CHECK(model->rowCount() == 3);
    CHECK(model->index(0, model->shownColumn("item")).data().toString().startsWith(QStringLiteral("SJ211")));
    REQUIRE(within(3000, [&] {
        auto const& findings = enterprise.session().check().findings();
        return enterprise.session().check().isUpToDate() && std::any_of(findings.begin(), findings.end(), [](ListedFinding const& finding) {
                   return finding.level == Level::error && !finding.cells.empty() && finding.cells.front().form == "form2" && finding.cells.front().row == 1;
               });
    }));

    // A cell that cannot be an answer: nothing at all is taken, and the message names its place.
    auto const filledNow = enterprise.document().filing();
    REQUIRE(writeFile(folder / "b.xlsx", typedInto(filled, 2, {{cellOf("total", 6), "viel"}})));
    enterprise.window().fillFrom(folder / "b.xlsx");
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::problem);
    CHECK(enterprise.window().messages().findChild<QPlainTextEdit*>(QStringLiteral("messageDetails"))->toPlainText().contains(toQt(cellOf("total", 6))));
    CHECK(enterprise.document().filing() == filledNow);

    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.document().filing() == before);
}

TEST_CASE("the print preview stops nobody and keeps its pages while the form goes on", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    press(Qt::Key_P, Qt::ControlModifier);
    auto* preview = enterprise.window().findChild<PreviewWindow*>();
    REQUIRE(preview != nullptr);
    CHECK(preview->isVisible());
    REQUIRE(QTest::qWaitForWindowActive(preview));
    CHECK_FALSE(preview->isModal());
    CHECK(QApplication::activeModalWidget() == nullptr);
    REQUIRE(within(3000, [&] { return preview->pages().pageCount() > 0; }));
    CHECK(preview->windowTitle().startsWith(QStringLiteral("打印预览")));
    enterprise.speak(Language::english);
    CHECK(preview->windowTitle().startsWith(QStringLiteral("Print preview")));

    // The window behind it takes figures as before, and closing the draft leaves the pages.
    enterprise.window().activateWindow();
    // A window counts as active for Qt while one of its own has the keyboard.
    REQUIRE(within(3000, [&] { return QApplication::activeWindow() == &enterprise.window(); }));
    enterprise.goTo(0, "total");
    type(QStringLiteral("55"));
    press(Qt::Key_Return);
    CHECK(enterprise.cell(0, "total") == "55.00");
    enterprise.window().goHome();
    CHECK(preview->isVisible());
    CHECK(preview->pages().pageCount() > 0);
    QPointer<PreviewWindow> const watched{preview};
    preview->activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(preview));
    QTest::keyClick(preview, Qt::Key_Escape);
    CHECK(within(2000, [&] { return watched.isNull(); }));
}

TEST_CASE("a message follows the language while it stands", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.window().saveTemplateTo(folder / "a.xlsx");
    CHECK(enterprise.window().messages().text().startsWith(QStringLiteral("模板")));
    enterprise.speak(Language::english);
    CHECK(enterprise.window().messages().text().startsWith(QStringLiteral("The template is in")));
    enterprise.window().fillFrom(folder / "missing.xlsx");
    auto const english = enterprise.window().messages().text();
    enterprise.speak(Language::chinese);
    CHECK(enterprise.window().messages().text() != english);
    enterprise.speak(Language::english);
    CHECK(enterprise.window().messages().text() == english);
}

TEST_CASE("switching the language words everything anew without a restart", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::chinese};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    type(QStringLiteral("99"));
    press(Qt::Key_Return);
    REQUIRE(isUpToDate(enterprise));
    press(Qt::Key_L, Qt::ControlModifier);
    enterprise.settle();
    CHECK(enterprise.language().current() == Language::english);

    auto const isChinese = [](QString const& text) {
        return std::any_of(text.begin(), text.end(), [](QChar character) { return character.unicode() >= 0x4e00 && character.unicode() < 0xa000; });
    };
    // The unit's own name and the names of the languages stay what they are.
    auto const mayBeChinese = [](QString const& text) { return text.contains(QStringLiteral("样例")) || text == QStringLiteral("中文"); };
    auto const complain = [&](QString const& text) {
        INFO(fromQt(text));
        CHECK((!isChinese(text) || mayBeChinese(text)));
    };
    for (auto* label : enterprise.window().findChildren<QLabel*>()) complain(label->text());
    for (auto* button : enterprise.window().findChildren<QAbstractButton*>()) complain(button->text());
    for (auto* dock : enterprise.window().findChildren<QDockWidget*>()) complain(dock->windowTitle());
    for (auto* action : enterprise.window().findChildren<QAction*>()) complain(action->text());
    auto const* model = enterprise.view().model();
    for (int column = 0; column < model->columnCount(); ++column) complain(model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    CHECK(model->headerData(enterprise.view().form()->shownColumn("total"), Qt::Horizontal, Qt::DisplayRole).toString() == QStringLiteral("Total"));
    auto const* findings = enterprise.window().findings().list().model();
    for (int row = 0; row < findings->rowCount(); ++row)
        for (int column = 0; column < findings->columnCount(); ++column) complain(findings->index(row, column).data().toString());
    complain(enterprise.window().help().text().toPlainText());

    press(Qt::Key_L, Qt::ControlModifier);
    enterprise.settle();
    CHECK(model->headerData(enterprise.view().form()->shownColumn("total"), Qt::Horizontal, Qt::DisplayRole).toString() == QStringLiteral("合计"));
    for (auto* action : enterprise.window().findChildren<QAction*>()) {
        INFO(fromQt(action->objectName() + QStringLiteral(": ") + action->text()));
        CHECK((action->objectName().isEmpty() || isChinese(action->text()) || action->text() == QStringLiteral("English")));
    }
}

TEST_CASE("every widget that takes the focus has a name for those who listen", "[app][enterprise]") {
    TemporaryFolder const folder;
    auto const language = GENERATE(Language::chinese, Language::english);
    EnterpriseWindow enterprise{folder.path(), language};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    press(Qt::Key_F2);
    std::size_t seen = 0;
    for (auto* widget : enterprise.window().findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(QStringLiteral("qt_"))) continue;
        auto* description = QAccessible::queryAccessibleInterface(widget);
        REQUIRE(description != nullptr);
        INFO(widget->metaObject()->className() << " " << fromQt(widget->objectName()) << " in " << fromQt(widget->parentWidget()->objectName()) 
                                               << widget->parentWidget()->metaObject()->className());
        CHECK_FALSE(description->text(QAccessible::Name).isEmpty());
        ++seen;
    }
    CHECK(seen > 20);
}

TEST_CASE("the window with its title fits on the screen it opens on", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data", Language::english};
    auto const room = enterprise.window().screen()->availableSize();
    CHECK(enterprise.window().width() <= room.width());
    CHECK(enterprise.window().height() + enterprise.window().style()->pixelMetric(QStyle::PM_TitleBarHeight) <= room.height());
}
