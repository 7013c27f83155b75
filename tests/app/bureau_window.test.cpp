#include "bureau/main_window.h"

#include <chrono>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPrintPreviewWidget>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTest>
#include <QTextBrowser>

#include "app/support/bureau_window.h"
#include "app/support/cut_texts.h"
#include "base/file.h"
#include "bureau/filing_viewer.h"
#include "bureau/refusal_model.h"
#include "bureau/tables_page.h"
#include "bureau/version_model.h"
#include "support/catch.h"
#include "ui/message_bar.h"
#include "ui/print_preview.h"
#include "ui/text.h"

using namespace zhibao;
using zhibao::test::Bureau;
using zhibao::test::keepPicture;

namespace {

/// Everything that can have the focus and has no name for a screen reader.
QStringList namelessWidgets(QWidget& window) {
    QStringList names;
    for (auto* widget : window.findChildren<QWidget*>()) {
        bool const ownPart = widget->objectName().startsWith(QLatin1String("qt_")) || widget->inherits("QToolButton") || widget->inherits("QScrollBar") || widget->inherits("QHeaderView") || widget->inherits("QComboBoxListView");
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isEnabled() || ownPart || widget->inherits("QTabBar")) continue;
        auto const hasText = widget->inherits("QAbstractButton") && !widget->property("text").toString().isEmpty();
        // What stands inside a named composite is named by it.
        bool const insideNamed = widget->parentWidget() != nullptr && !widget->parentWidget()->accessibleName().isEmpty() && widget->parentWidget()->focusPolicy() != Qt::NoFocus;
        if (widget->accessibleName().isEmpty() && !hasText && !insideNamed) names << QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName();
    }
    return names;
}

}  // namespace

TEST_CASE("a folder is taken in beside the window and both filings and refusals are listed", "[app][bureau]") {
    Bureau bureau;
    bureau.takeInEverything();
    CHECK(bureau.window().versions().total() == 24);
    CHECK(bureau.window().refusals().total() == 1);
    CHECK(bureau.window().messages().isVisible());
    CHECK(fromQt(bureau.window().messages().text()) == "Received 25 files: 24 new filings, 0 new versions, 0 duplicates, 0 forks, 1 refused.");
    CHECK(bureau.window().refusals().data(bureau.window().refusals().index(0, RefusalModel::fileColumn)).toString().endsWith(QLatin1String("broken.zbs")));
    keepPicture(bureau.window(), QStringLiteral("bureau-en"));
}

TEST_CASE("a refusal is told in full, with its place and what to do next, in either language", "[app][bureau]") {
    Bureau bureau;
    bureau.takeInEverything();
    bureau.find<QTabWidget>("pages").setCurrentIndex(1);
    auto& whole = bureau.find<QLabel>("refusal");
    auto& refusals = bureau.window().refusals();
    auto const reason = [&] { return refusals.data(refusals.index(0, RefusalModel::reasonColumn)).toString(); };
    for (auto const language : {Language::english, Language::chinese}) {
        bureau.language().set(language);
        QCoreApplication::processEvents();
        INFO(fromQt(whole.text()));
        CHECK(whole.isVisible());
        CHECK(whole.text().contains(QLatin1String("broken.zbs")));
        CHECK(whole.text().contains(reason()));
        CHECK_FALSE(reason().isEmpty());
        CHECK(whole.height() >= whole.heightForWidth(whole.width()));
    }
}

TEST_CASE("what is taken in a second time is counted as known", "[app][bureau]") {
    Bureau bureau;
    bureau.takeInEverything();
    bureau.window().takeInFiles({bureau.inbox()});
    REQUIRE(QTest::qWaitFor([&] { return !bureau.window().isTakingIn(); }, 60'000));
    CHECK(bureau.window().versions().total() == 24);
    CHECK(bureau.window().refusals().total() == 1);
    CHECK(fromQt(bureau.window().messages().text()) == "Received 25 files: 0 new filings, 0 new versions, 24 duplicates, 0 forks, 1 refused. "
                                                       "1 refused, 1 of them known already: each is listed once.");
    bureau.language().set(Language::chinese);
    QCoreApplication::processEvents();
    CHECK(fromQt(bureau.window().messages().text()).find("refused") == std::string::npos);
    CHECK(fromQt(bureau.window().messages().text()).find("24") != std::string::npos);
}

TEST_CASE("stopping an intake keeps whole filings and the rest goes in later", "[app][bureau]") {
    Bureau bureau;
    bureau.window().makeDatabase(bureau.database());
    bureau.window().takeInFiles({bureau.inbox()});
    QTest::mouseClick(&bureau.find<QPushButton>("cancel"), Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return !bureau.window().isTakingIn(); }, 60'000));
    CHECK(bureau.window().versions().total() <= 24);
    bureau.window().takeInFiles({bureau.inbox()});
    REQUIRE(QTest::qWaitFor([&] { return !bureau.window().isTakingIn(); }, 60'000));
    CHECK(bureau.window().versions().total() == 24);
}

TEST_CASE("typing into the filter narrows the list to one unit", "[app][bureau]") {
    Bureau bureau;
    bureau.takeInEverything();
    auto const code = bureau.window().versions().entry(0).unit;
    auto& filter = bureau.find<QLineEdit>("filter");
    filter.setFocus();
    QTest::keyClicks(&filter, toQt(code));
    CHECK(bureau.window().versions().total() == 2);
    QTest::keyClick(&filter, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&filter, Qt::Key_Delete);
    CHECK(bureau.window().versions().total() == 24);
}

TEST_CASE("Enter on a filing opens it for reading, and nothing in it can be edited", "[app][bureau]") {
    Bureau bureau;
    bureau.takeInEverything();
    auto& list = bureau.find<QTableView>("filings");
    list.setFocus();
    list.setCurrentIndex(list.model()->index(0, 0));
    QTest::keyClick(&list, Qt::Key_Return);
    auto* viewer = bureau.window().findChild<FilingViewer*>();
    REQUIRE(viewer != nullptr);
    REQUIRE(QTest::qWaitForWindowExposed(viewer));
    auto* grid = viewer->findChild<QTableView*>(QStringLiteral("form2"));
    REQUIRE(grid != nullptr);
    REQUIRE(grid->model()->rowCount() > 0);
    auto const cell = grid->model()->index(0, 5);
    auto const before = cell.data().toString();
    CHECK_FALSE(before.isEmpty());
    grid->setFocus();
    grid->setCurrentIndex(cell);
    QTest::keyClicks(grid, QStringLiteral("999"));
    QTest::keyClick(grid, Qt::Key_F2);
    CHECK(cell.data().toString() == before);
    CHECK((cell.flags() & Qt::ItemIsEditable) == Qt::NoItemFlags);
    viewer->resize(1280, 640);
    QCoreApplication::processEvents();
    // All columns stand beside each other: nobody has to scroll to the modes.
    CHECK(grid->horizontalHeader()->length() <= grid->viewport()->width());
    for (int row = 0; row < grid->model()->rowCount(); ++row)
        for (int column = 5; column < grid->model()->columnCount(); ++column)
            CHECK(grid->columnWidth(column) > grid->fontMetrics().horizontalAdvance(grid->model()->index(row, column).data().toString()));
    // Nothing in the forms and the findings is cut off: what is long goes on in further lines.
    for (auto const* table : viewer->findChildren<QTableView*>()) {
        QAbstractItemView const& view = *table;
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            INFO(fromQt(table->accessibleName()) << ", row " << row);
            CHECK(table->rowHeight(row) >= view.sizeHintForRow(row));
        }
    }
    auto const flow = grid->model()->index(0, 0).data().toString();
    CHECK((flow == QStringLiteral("Import") || flow == QStringLiteral("Export")));
    keepPicture(*viewer, QStringLiteral("bureau-filing-en"));
}

TEST_CASE("each table of the edition is shown and saved in every format", "[app][bureau]") {
    Bureau bureau;
    bureau.takeInEverything();
    bureau.find<QTabWidget>("pages").setCurrentIndex(2);
    auto& choice = bureau.find<QComboBox>("table");
    CHECK(choice.count() == 3);
    for (int table = 0; table < choice.count(); ++table) {
        choice.setCurrentIndex(table);
        bureau.awaitTable();
        INFO(fromQt(choice.currentText()) << ": " << fromQt(bureau.window().messages().text()));
        REQUIRE(bureau.window().tables().table());
        CHECK(bureau.find<QTextBrowser>("page").toPlainText().contains(choice.currentText()));
        keepPicture(bureau.window(), table == 0 ? QStringLiteral("bureau-table-en") : QStringLiteral("bureau-table-%1-en").arg(table));
        for (std::string const ending : {".pdf", ".xlsx", ".csv", ".html", ".json"}) {
            auto const file = bureau.folder() / ("table" + ending);
            auto const saved = bureau.window().tables().save(file);
            REQUIRE(saved);
            CHECK(std::filesystem::file_size(file) > 100);
        }
    }
}

TEST_CASE("a table is made beside the window, and the last choice is the one that is shown", "[app][bureau]") {
    Bureau bureau;
    bureau.takeInEverything();
    bureau.awaitTable();
    auto& choice = bureau.find<QComboBox>("table");
    auto& unit = bureau.find<QComboBox>("unit");
    choice.setCurrentIndex(1);
    CHECK(bureau.window().tables().isWorking());
    CHECK_FALSE(bureau.window().tables().table());
    CHECK_FALSE(bureau.find<QPushButton>("save").isEnabled());
    // The window answers while the table is made: other choices, other pages.
    choice.setCurrentIndex(0);
    unit.setCurrentIndex(2);
    bureau.find<QTabWidget>("pages").setCurrentIndex(0);
    QTest::keyClicks(&bureau.find<QLineEdit>("filter"), QStringLiteral("x"));
    CHECK(bureau.window().versions().total() == 0);
    bureau.awaitTable();
    REQUIRE(bureau.window().tables().table());
    CHECK(toQt(bureau.window().tables().table()->title) == choice.currentText());
    CHECK(bureau.window().tables().table()->unit == Unit::hundredMillion);
    CHECK(bureau.find<QPushButton>("save").isEnabled());
    CHECK_FALSE(bureau.find<QWidget>("making").isVisible());
}

TEST_CASE("the making of a table can be stopped and begun again", "[app][bureau]") {
    Bureau bureau;
    bureau.takeInEverything();
    bureau.awaitTable();
    auto& stop = bureau.find<QPushButton>("stopTable");
    bureau.find<QComboBox>("table").setCurrentIndex(1);
    stop.click();
    bureau.awaitTable();
    CHECK_FALSE(bureau.window().tables().table());
    CHECK(bureau.find<QWidget>("making").isVisible());
    CHECK(fromQt(stop.text()) == "Make the table");
    CHECK_FALSE(bureau.find<QPushButton>("save").isEnabled());
    // Nothing is wrong with the ledger, so nothing is complained about: the message is still that of the intake.
    CHECK(bureau.window().messages().text().startsWith(QLatin1String("Received")));
    QTest::mouseClick(&stop, Qt::LeftButton);
    bureau.awaitTable();
    CHECK(bureau.window().tables().table());
    CHECK_FALSE(bureau.find<QWidget>("making").isVisible());
}

TEST_CASE("switching the language words every part of the window anew", "[app][bureau]") {
    Bureau bureau;
    bureau.takeInEverything();
    QTest::keyClick(&bureau.window(), Qt::Key_F9);
    QCoreApplication::processEvents();
    CHECK(fromQt(bureau.window().windowTitle()) == "直报 · 统计机构端");
    CHECK(fromQt(bureau.find<QTableView>("filings").model()->headerData(0, Qt::Horizontal).toString()) == "统一社会信用代码");
    CHECK(fromQt(bureau.find<QTabWidget>("pages").tabText(2)) == "汇总表");
    CHECK(fromQt(bureau.window().messages().text()).find("24") != std::string::npos);
    CHECK(fromQt(bureau.window().messages().text()).find("Received") == std::string::npos);
    // Chinese labels are wider than "Unit:"; none may be cut off.
    for (auto* label : bureau.window().findChildren<QLabel*>()) {
        if (!label->isVisible() || label->wordWrap()) continue;
        INFO(fromQt(label->text()) << " has " << label->width() << " of " << label->sizeHint().width());
        CHECK(label->width() >= label->sizeHint().width());
    }
    for (auto* button : bureau.window().findChildren<QAbstractButton*>()) {
        if (!button->isVisible() || button->text().isEmpty()) continue;
        INFO(fromQt(button->text()) << " has " << button->width() << " of " << button->sizeHint().width());
        CHECK(button->width() >= button->sizeHint().width());
    }
    keepPicture(bureau.window(), QStringLiteral("bureau-zh"));
    bureau.awaitTable();
    CHECK(bureau.find<QTextBrowser>("page").toPlainText().contains(QStringLiteral("合计")));
    keepPicture(bureau.window(), QStringLiteral("bureau-table-zh"));
    bureau.language().set(Language::english);
    QCoreApplication::processEvents();
    CHECK(fromQt(bureau.window().windowTitle()) == "Zhibao for the bureau");
    CHECK(bureau.window().messages().text().startsWith(QStringLiteral("Received")));
    // English words are longer than Chinese ones: no heading may be cut off.
    for (auto const* name : {"filings", "refusals"}) {
        auto const* head = bureau.find<QTableView>(name).horizontalHeader();
        for (int column = 0; column < head->count(); ++column) {
            INFO(name << ", column " << column);
            CHECK(head->sectionSize(column) >= head->sectionSizeHint(column));
        }
    }
    bureau.find<QTabWidget>("pages").setCurrentIndex(0);
    QCoreApplication::processEvents();
    auto& state = bureau.find<QComboBox>("state");
    for (int entry = 0; entry < state.count(); ++entry) CHECK(state.width() > state.fontMetrics().horizontalAdvance(state.itemText(entry)));
}

TEST_CASE("no text of the bureau's window is cut off on an office screen", "[app][bureau]") {
    Bureau bureau;
    bureau.takeInEverything();
    for (auto const language : {Language::chinese, Language::english})
        for (auto const size : {QSize{1366, 720}, QSize{1280, 672}})
            for (int page = 0; page < 3; ++page) {
                INFO((language == Language::chinese ? "zh " : "en ") << size.width() << ", page " << page);
                bureau.language().set(language);
                bureau.find<QTabWidget>("pages").setCurrentIndex(page);
                if (page == 2) bureau.awaitTable();
                bureau.window().resize(size);
                QCoreApplication::processEvents();
                CHECK(bureau.window().size() == size);
                CHECK(zhibao::test::cutTexts(bureau.window()) == std::vector<std::string>{});
            }
    // The longest list scrolls to its last line.
    bureau.find<QTabWidget>("pages").setCurrentIndex(0);
    auto& list = bureau.find<QTableView>("filings");
    list.setFocus();
    list.setCurrentIndex(list.model()->index(0, 0));
    QTest::keyClick(&list, Qt::Key_End, Qt::ControlModifier);
    auto const last = list.model()->index(23, list.currentIndex().column());
    CHECK(list.currentIndex().row() == 23);
    CHECK(list.viewport()->rect().contains(list.visualRect(last)));
}

TEST_CASE("the print preview of a table stops nobody", "[app][bureau]") {
    Bureau bureau;
    bureau.takeInEverything();
    bureau.awaitTable();
    bureau.find<QPushButton>("preview").click();
    auto* preview = bureau.window().findChild<PreviewWindow*>();
    REQUIRE(preview != nullptr);
    CHECK(QApplication::activeModalWidget() == nullptr);
    CHECK(QTest::qWaitFor([&] { return preview->pages().pageCount() > 0; }, 3000));
    bureau.find<QTabWidget>("pages").setCurrentIndex(0);
    QTest::keyClicks(&bureau.find<QLineEdit>("filter"), QStringLiteral("x"));
    CHECK(bureau.window().versions().total() == 0);
}

TEST_CASE("every widget of the bureau's window that takes the focus has a name", "[app][bureau]") {
    Bureau bureau;
    bureau.takeInEverything();
    CHECK(namelessWidgets(bureau.window()).join(QLatin1Char('\n')).toStdString() == "");
}

TEST_CASE("a file that is no database is answered with a sentence and the window stays usable", "[app][bureau]") {
    Bureau bureau;
    auto const file = bureau.folder() / "letter.db";
    REQUIRE(writeFile(file, "Dear Sir or Madam, this is a letter and no database at all."));
    bureau.window().openDatabase(file);
    CHECK(bureau.window().messages().kind() == MessageBar::Kind::problem);
    CHECK(bureau.window().messages().text().contains(QLatin1String("letter.db")));
    bureau.takeInEverything();
    CHECK(bureau.window().versions().total() == 24);
}
