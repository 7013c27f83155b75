/// What stands in an editor that is still open is on disk too, is one step, and Escape takes it back.

#include <csignal>

#include <QFile>
#include <QProcess>

#include "app/support/enterprise_window.h"
#include "base/file.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// The cell as another program would read it from the file.
std::string onDisk(EnterpriseWindow& enterprise, std::filesystem::path const& data, std::string_view column) {
    auto store = DraftStore::open(data / "drafts.db");
    REQUIRE(store);
    auto const edition = enterprise.program().editions().front();
    auto const drafts = store->newest();
    REQUIRE(drafts);
    REQUIRE_FALSE(drafts->empty());
    auto const filing = store->load(drafts->front().id, *edition);
    REQUIRE(filing);
    auto const* form = filing->findForm("form2");
    REQUIRE(form != nullptr);
    if (form->rows.empty()) return {};
    auto const& cell = form->rows.front().cells[edition->findForm("form2")->indexOf(column).value()];
    if (auto const* money = std::get_if<Money>(&cell)) return money->canonical();
    if (auto const* text = std::get_if<std::string>(&cell)) return *text;
    return {};
}

}  // namespace

TEST_CASE("what is being typed into a cell is on disk within two seconds without leaving it, and one undo takes it back", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    type(QStringLiteral("54321"));
    auto* editor = focus();
    REQUIRE(qobject_cast<QLineEdit*>(editor) != nullptr);
    REQUIRE(within(2000, [&] { return onDisk(enterprise, folder.path(), "total") == "54321.00"; }));
    // Typing goes on in the same editor, at the same place.
    REQUIRE(focus() == editor);
    type(QStringLiteral("0"));
    REQUIRE(within(2000, [&] { return onDisk(enterprise, folder.path(), "total") == "543210.00"; }));
    press(Qt::Key_Return);
    CHECK(enterprise.cell(0, "total") == "543210.00");
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.cell(0, "total") == "1200.00");
}

TEST_CASE("Escape brings back what stood in a cell also after it was saved, and a row that only typing began goes", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    type(QStringLiteral("7"));
    REQUIRE(within(2000, [&] { return enterprise.cell(0, "total") == "7.00"; }));
    press(Qt::Key_Escape);
    CHECK(enterprise.cell(0, "total") == "1200.00");

    enterprise.goTo(1, "total");
    type(QStringLiteral("7"));
    REQUIRE(within(2000, [&] { return enterprise.rowCount() == 2; }));
    press(Qt::Key_Escape);
    CHECK(enterprise.rowCount() == 1);
    CHECK(enterprise.view().currentIndex().row() == 1);

    // Typed to the end it is one step, from the first letter to the last.
    type(QStringLiteral("7"));
    REQUIRE(within(2000, [&] { return enterprise.rowCount() == 2; }));
    type(QStringLiteral("5"));
    press(Qt::Key_Return);
    REQUIRE(enterprise.cell(1, "total") == "75.00");
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.rowCount() == 1);
    press(Qt::Key_Y, Qt::ControlModifier);
    CHECK(enterprise.cell(1, "total") == "75.00");
}

/// The program that is killed in the test below; it types until somebody ends it.
TEST_CASE("a bookkeeper types without end", "[.typist]") {
    auto const place = pathOf(fromQt(qEnvironmentVariable("ZHIBAO_TYPIST")));
    REQUIRE_FALSE(place.empty());
    EnterpriseWindow enterprise{place / "data"};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    type(QStringLiteral("1"));
    for (int letter = 0; letter < 600; ++letter) {
        // At most twelve digits; then the same cell again, without leaving the editor.
        auto* line = qobject_cast<QLineEdit*>(focus());
        REQUIRE(line != nullptr);
        if (line->text().size() > 11) {
            line->selectAll();
            type(QStringLiteral("1"));
        } else {
            type(QString::number(letter % 10));
        }
        auto const now = QDateTime::currentMSecsSinceEpoch();
        REQUIRE(writeFile(place / "typed" / std::to_string(now), fromQt(line->text())));
        QTest::qWait(50);
    }
}

TEST_CASE("a program killed while somebody types has lost two seconds at most", "[app][enterprise]") {
    for (int const wait : {2300, 3100, 4300}) {
        INFO(wait);
        TemporaryFolder const folder;
        std::filesystem::create_directories(folder / "typed");
        QProcess typist;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("ZHIBAO_TYPIST"), toQt(toText(folder.path())));
        typist.setProcessEnvironment(environment);
        typist.start(QCoreApplication::applicationFilePath(), {QStringLiteral("[.typist]")});
        REQUIRE(typist.waitForStarted());
        REQUIRE(within(60'000, [&] { return !std::filesystem::is_empty(folder / "typed"); }));
        QTest::qWait(wait);
        auto const killed = QDateTime::currentMSecsSinceEpoch();
        REQUIRE(::kill(static_cast<pid_t>(typist.processId()), SIGKILL) == 0);
        typist.waitForFinished();

        // What stood in the editor at some moment of the last two seconds is what is on disk.
        EnterpriseWindow enterprise{folder / "data"};
        auto const kept = onDisk(enterprise, folder / "data", "total");
        bool isRecent = false;
        for (auto const& entry : std::filesystem::directory_iterator{folder / "typed"}) {
            auto const moment = std::stoll(entry.path().filename().string());
            auto const text = readFile(entry.path());
            if (!text || text->empty()) continue;  // killed while writing it
            auto const money = Money::parse(*text, Unit::one);
            REQUIRE(money);
            isRecent = isRecent || (moment >= killed - 2000 && money->canonical() == kept);
        }
        CHECK(isRecent);
    }
}
