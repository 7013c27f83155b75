#include "enterprise/notices.h"

#include <algorithm>
#include <set>
#include <utility>

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include "base/file.h"
#include "base/text.h"
#include "calendar/edition_choice.h"
#include "store/unit_registration.h"
#include "ui/period_words.h"
#include "ui/text.h"

namespace zhibao {

namespace {

constexpr int soonDays = 7;
constexpr qint64 longestNotice = 4096;
constexpr int mostNotices = 20;

/// The words belong to no class.
QString words(char const* text) {
    return QCoreApplication::translate("Notices", text);
}

bool isUnsealed(ReportLine const& line) {
    return line.state != ReportState::practice && !(line.draft && line.draft->seal);
}

QString nameOf(ReportLine const& line, Language language) {
    return toQt(line.unitName.empty() ? line.unit : line.unitName) + QStringLiteral(" · ") + toQt(line.title.in(language)) + QStringLiteral(" ") + periodWords(*line.period, language);
}

void addDeadlines(QStringList& notices, std::vector<ReportLine> const& lines, Language language) {
    for (auto const& line : lines) {
        if (!line.window || !line.period || !isUnsealed(line)) continue;
        auto const day = toQt(toText(dayInChina(line.window->deadline)));
        if (line.time.state == WindowState::open && line.time.daysLeft <= soonDays)
            notices.append(QStringLiteral("! ") + words(QT_TRANSLATE_NOOP("Notices", "%1 is due on %2.")).arg(nameOf(line, language), day));
        if (line.time.state == WindowState::closed && line.draft)
            notices.append(QStringLiteral("✗ ") + words(QT_TRANSLATE_NOOP("Notices", "%1 was due on %2 and is not sealed.")).arg(nameOf(line, language), day));
    }
}

/// Quarters that are being filed and have no rates at all: amounts in other currencies then stand outside the totals.
void addRates(QStringList& notices, Program& program, std::vector<ReportLine> const& lines) {
    std::set<Quarter> known;
    for (auto const& [key, rate] : program.data().rates.all()) known.insert(key.first);
    std::set<Quarter> missing;
    for (auto const& line : lines)
        if (line.period && isUnsealed(line) && line.time.state == WindowState::open)
            if (auto const* quarter = std::get_if<Quarter>(&*line.period); quarter != nullptr && !known.contains(*quarter)) missing.insert(*quarter);
    for (auto const& quarter : missing)
        notices.append(QStringLiteral("! ") + words(QT_TRANSLATE_NOOP("Notices", "There are no rates of exchange for %1 yet: ask the bureau for them."))
                                                  .arg(periodWords(Period{quarter}, program.language().current())));
}

void addEdition(QStringList& notices, Program& program) {
    auto const newest = newestOf(program.editions());
    auto const today = dayInChina(program.clock().now());
    if (newest == nullptr || !newest->validUntil || *newest->validUntil >= today) return;
    notices.append(QStringLiteral("! ") + words(QT_TRANSLATE_NOOP("Notices", "The edition on this computer ended on %1: ask the bureau for the next one."))
                                              .arg(toQt(toText(*newest->validUntil))));
}

void addCertificates(QStringList& notices, Program& program) {
    auto const told = certificatesToTellOf(program.store(), program.dataFolder(), program.news(), program.clock().now());
    if (!told) return;
    for (auto const& one : *told) {
        auto const name = toQt(one.unit.name.empty() ? one.unit.code : one.unit.name);
        auto const until = toQt(toText(dayInChina(one.until)));
        if (one.standing == KeyStanding::ending)
            notices.append(QStringLiteral("! ") + words(QT_TRANSLATE_NOOP("Notices", "The certificate of %1 ends on %2, in %3 days: renew it (File, Registration).")).arg(name, until).arg(one.daysLeft));
        if (one.standing == KeyStanding::ended)
            notices.append(QStringLiteral("✗ ") + words(QT_TRANSLATE_NOOP("Notices", "The certificate of %1 ended on %2: ask for another key (File, Registration).")).arg(name, until));
        if (one.standing == KeyStanding::revoked)
            notices.append(QStringLiteral("✗ ") + words(QT_TRANSLATE_NOOP("Notices", "The bureau has revoked the certificate of %1: ask for another key (File, Registration).")).arg(name));
    }
}

/// Whether what is filled in here is what the bureau reads.
void addEditionsOfBureau(QStringList& notices, Program& program) {
    if (!program.news()) return;
    for (auto const& told : program.news()->state.editions) {
        auto const& here = program.editions();
        auto const found = std::find_if(here.begin(), here.end(), [&](auto const& edition) { return edition->id == told.id; });
        if (found == here.end())
            notices.append(QStringLiteral("! ") + words(QT_TRANSLATE_NOOP("Notices", "The bureau uses the edition %1, which is not on this computer: install the newest version of this program.")).arg(toQt(told.id)));
        else if ((*found)->digest != told.digest)
            notices.append(QStringLiteral("✗ ") + words(QT_TRANSLATE_NOOP("Notices", "The edition %1 on this computer is not as the bureau has it: install this program anew before you seal.")).arg(toQt(told.id)));
    }
}

void addBulletin(QStringList& notices, Program& program) {
    if (!program.news()) return;
    auto const language = program.language().current();
    auto const period = toQt(program.news()->period);
    for (auto const& notice : program.news()->notices)
        notices.append(words(QT_TRANSLATE_NOOP("Notices", "Bulletin of %1: %2")).arg(period, toQt(notice.title.in(language) + "\n" + notice.text.in(language))));
}

/// Plain text; whatever else lies in the folder is left alone.
void addOwn(QStringList& notices, std::filesystem::path const& dataFolder) {
    QDir const folder{toQt(toText(dataFolder / "notices"))};
    for (auto const& name : folder.entryList({QStringLiteral("*.txt")}, QDir::Files, QDir::Name).mid(0, mostNotices)) {
        QFile file{folder.filePath(name)};
        if (!file.open(QIODevice::ReadOnly)) continue;
        auto const text = QString::fromUtf8(file.read(longestNotice)).trimmed();
        if (!text.isEmpty()) notices.append(text);
    }
}

}  // namespace

QStringList noticesOf(Program& program, std::vector<ReportLine> const& lines) {
    QStringList notices;
    addDeadlines(notices, lines, program.language().current());
    addCertificates(notices, program);
    addRates(notices, program, lines);
    addEdition(notices, program);
    addEditionsOfBureau(notices, program);
    addBulletin(notices, program);
    addOwn(notices, program.dataFolder());
    return notices;
}

}  // namespace zhibao
