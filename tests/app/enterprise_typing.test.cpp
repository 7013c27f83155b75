/// What stands in an editor that is still open is on disk too, is one step, and Escape takes it back.

#include <csignal>

#include <QFile>
#include <QProcess>

#include "app/support/enterprise_window.h"
#include "base/file.h"
#include "ui/message_bar.h"

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

namespace {

/// A second program in which somebody is typing, until it is killed as a power cut would.
class Typist {
public:
    explicit Typist(std::filesystem::path const& place) {
        std::filesystem::create_directories(place / "typed");
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("ZHIBAO_TYPIST"), toQt(toText(place)));
        process_.setProcessEnvironment(environment);
        process_.start(QCoreApplication::applicationFilePath(), {QStringLiteral("[.typist]")});
        REQUIRE(process_.waitForStarted());
        REQUIRE(within(60'000, [&] { return !std::filesystem::is_empty(place / "typed"); }));
    }
    ~Typist() {
        if (process_.state() != QProcess::NotRunning) kill();
    }
    void kill() {
        ::kill(static_cast<pid_t>(process_.processId()), SIGKILL);
        process_.waitForFinished();
    }
    [[nodiscard]] qint64 process() const { return process_.processId(); }

private:
    QProcess process_;
};

}  // namespace

TEST_CASE("a draft that another program has open is not opened, the program is named, and once that is gone it opens with what was typed", "[app][enterprise]") {
    TemporaryFolder const folder;
    Typist typist{folder.path()};
    EnterpriseWindow enterprise{folder / "data"};
    auto const drafts = enterprise.program().store().newest();
    REQUIRE(drafts);
    REQUIRE(drafts->size() == 1);
    CHECK_FALSE(enterprise.window().openDraft(drafts->front().id));
    CHECK(enterprise.window().session() == nullptr);
    REQUIRE(enterprise.window().messages().isVisible());
    CHECK(enterprise.window().messages().text().contains(QString::number(typist.process())));
    REQUIRE(within(5000, [&] { return !onDisk(enterprise, folder / "data", "total").empty(); }));
    typist.kill();
    REQUIRE(enterprise.window().openDraft(drafts->front().id));
    CHECK(enterprise.rowCount() == 1);
    CHECK(enterprise.cell(0, "total") == onDisk(enterprise, folder / "data", "total"));
}

TEST_CASE("a program killed while somebody types has lost two seconds at most", "[app][enterprise]") {
    for (int const wait : {2050, 2150, 2250, 2350, 2450, 2550, 2700, 2900, 3150, 3600}) {
        INFO(wait);
        TemporaryFolder const folder;
        Typist typist{folder.path()};
        QTest::qWait(wait);
        auto const killed = QDateTime::currentMSecsSinceEpoch();
        typist.kill();

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
