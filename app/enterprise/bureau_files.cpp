#include "enterprise/bureau_files.h"

#include <utility>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "base/file.h"
#include "enterprise/reports_model.h"
#include "i18n/sentences.h"
#include "package/registration.h"
#include "store/decisions.h"
#include "ui/message_bar.h"
#include "ui/text.h"

namespace zhibao {

namespace {

/// The bureau's words, a line each, with the cells that they mean.
QString reasonsOf(Receipt const& receipt) {
    QStringList lines;
    if (!receipt.text.empty()) lines.append(toQt(receipt.text));
    for (auto const& reason : receipt.reasons) {
        QStringList cells;
        for (auto const& cell : reason.cells) cells.append(toQt(cellName(cell)));
        auto const place = cells.join(QStringLiteral(", "));
        lines.append(place.isEmpty() ? toQt(reason.text) : place + BureauFiles::tr(": ") + toQt(reason.text));
    }
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

BureauFiles::BureauFiles(Program& program, MessageBar& messages, QWidget* parent)
    : QFrame(parent), program_(program), messages_(messages), question_(new QLabel(this)), same_(new QPushButton(this)), differs_(new QPushButton(this)) {
    setObjectName(QStringLiteral("bureauFiles"));
    setFrameShape(QFrame::StyledPanel);
    question_->setObjectName(QStringLiteral("fingerprint"));
    question_->setWordWrap(true);
    question_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    same_->setObjectName(QStringLiteral("sameFingerprint"));
    differs_->setObjectName(QStringLiteral("otherFingerprint"));
    auto* layout = new QHBoxLayout(this);
    layout->addWidget(question_, 1);
    layout->addWidget(same_);
    layout->addWidget(differs_);
    connect(same_, &QPushButton::clicked, this, &BureauFiles::trust);
    connect(differs_, &QPushButton::clicked, this, [this] {
        asked_.reset();
        hide();
        messages_.show(MessageBar::Kind::problem, [] { return tr("Nothing was taken in. Ask the bureau where the file comes from."); });
    });
    hide();
    wordAnew();
}

void BureauFiles::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QFrame::changeEvent(event);
}

void BureauFiles::wordAnew() {
    same_->setText(tr("It is the same"));
    differs_->setText(tr("It differs"));
    question_->setText(asked_ ? tr("Compare with the bureau's paper before %1 trusts this file. Fingerprint: %2")
                                    .arg(toQt(asked_->starter.name.empty() ? asked_->starter.unit : asked_->starter.name), toQt(fingerprintText(asked_->starter.authority.keyFingerprint())))
                              : QString{});
    question_->setAccessibleName(asked_ ? question_->text() : tr("Comparison of the fingerprint"));
}

bool BureauFiles::isMeant(std::filesystem::path const& file) {
    auto const bytes = readFile(file);
    return bytes && isMeantAsExchange(*bytes);
}

void BureauFiles::take(std::filesystem::path const& file) {
    auto const bytes = readFile(file);
    auto const done = bytes ? takeBytes(*bytes) : Result<>{tl::unexpected(bytes.error())};
    if (!done) messages_.showError(done.error().inside(toText(file.filename())));
}

Result<> BureauFiles::takeBytes(BytesView bytes) {
    ZHIBAO_TRY(auto const exchange, openExchange(bytes));
    switch (exchange.manifest.kind) {
        case ExchangeKind::starter: return askOrTakeStarter(bytes, exchange.manifest.unit);
        case ExchangeKind::bulletin: return takeNotice(bytes);
        case ExchangeKind::receipt: return takeAnswer(bytes);
        case ExchangeKind::registration: break;
    }
    // It goes the other way.
    return exchange.checkKind(ExchangeKind::receipt);
}

Result<> BureauFiles::takeAnswer(BytesView bytes) {
    auto const now = program_.clock().now();
    auto const taken = takeReceipt(program_.store(), bytes, now);
    if (taken) {
        say(*taken);
    } else if (taken.error().code == error::receiptOfNothingHere) {
        auto const returned = takeReturnedRegistration(program_.store(), bytes, now);
        if (!returned) return tl::unexpected(taken.error());
        messages_.show(MessageBar::Kind::problem, [returned = *returned] {
            return tr("The bureau returned the registration of %1: %2").arg(toQt(returned.unit), toQt(returned.reason));
        });
    } else {
        return tl::unexpected(taken.error());
    }
    Q_EMIT this->taken();
    return {};
}

Result<> BureauFiles::takeNotice(BytesView bytes) {
    ZHIBAO_TRY(auto const taken, takeBulletin(program_.store(), bytes, program_.clock().now()));
    ZHIBAO_CHECK(finish());
    say(taken);
    return {};
}

Result<> BureauFiles::askOrTakeStarter(BytesView bytes, std::string const& unit) {
    ZHIBAO_TRY(auto const trusted, trustedAuthority(program_.store(), unit));
    if (trusted) {
        ZHIBAO_TRY(auto const taken, takeStarter(program_.store(), program_.dataFolder(), program_.library(), bytes, program_.clock()));
        ZHIBAO_CHECK(finish());
        say(taken);
        return {};
    }
    ZHIBAO_TRY(auto starter, readStarter(bytes, unit));
    asked_ = Asked{Bytes{bytes}, std::move(starter)};
    wordAnew();
    messages_.hide();
    show();
    differs_->setFocus();
    return {};
}

void BureauFiles::trust() {
    if (!asked_) return;
    auto const asked = *std::exchange(asked_, std::nullopt);
    hide();
    auto const taken = trustAndTakeStarter(program_.store(), program_.dataFolder(), program_.library(), asked.file, program_.clock());
    if (!taken) return messages_.showError(taken.error());
    if (auto const done = finish(); !done) return messages_.showError(done.error());
    say(*taken);
}

Result<> BureauFiles::finish() {
    auto const* before = &program_.data();
    ZHIBAO_CHECK(program_.readNews());
    if (&program_.data() != before) Q_EMIT surveyChanged();
    Q_EMIT taken();
    return {};
}

void BureauFiles::say(TakenStarter const& taken) {
    auto const words = [taken] {
        auto const name = toQt(taken.name.empty() ? taken.unit : taken.name);
        auto text = tr("%1 trusts this bureau: its receipts can be taken in.").arg(name) + QLatin1Char(' ');
        auto const until = toQt(toText(dayInChina(taken.until)));
        if (!taken.isKeyHere) text += tr("The key that the bureau certified is not on this computer, so nothing is signed with it here.");
        else if (taken.isKeyChanged) text += tr("The new key signs from now on; its certificate is valid until %1. The old key is kept.").arg(until);
        else text += tr("The certificate is valid until %1 and signs from now on.").arg(until);
        if (taken.taken + taken.setAside > 0) text += QLatin1Char(' ') + tr("Earlier filings taken in: %1.").arg(taken.taken + taken.setAside);
        if (taken.setAside > 0) text += QLatin1Char(' ') + tr("Set aside because they differ: %1 (File, Hand over, take over).").arg(taken.setAside);
        return text;
    };
    bool const isWhole = taken.isKeyHere && taken.unread.empty();
    auto const kind = isWhole ? MessageBar::Kind::success : MessageBar::Kind::problem;
    if (taken.unread.empty()) return messages_.show(kind, words);
    messages_.show(kind, words, [this, unread = taken.unread] {
        QStringList lines{tr("These filings could not be read here:")};
        for (auto const& error : unread) lines.append(toQt(error.where()) + tr(": ") + toQt(sentence(error, program_.language().current())));
        return lines.join(QLatin1Char('\n'));
    });
}

void BureauFiles::say(TakenBulletin const& taken) {
    messages_.show(MessageBar::Kind::success, [period = taken.bulletin.period, notices = taken.bulletin.notices.size(), age = taken.age, created = taken.createdAt] {
        auto const name = tr("Bulletin of %1, made out at %2").arg(toQt(period), toQt(chinaTimeText(created))) + tr(": ");
        switch (age) {
            case NewsAge::same: return name + tr("it was here already.");
            case NewsAge::older: return name + tr("a newer one is here, so nothing changed.");
            case NewsAge::newest: break;
        }
        return name + tr("its calendar, rates and list of revoked certificates hold from now on; notices on the home page: %1.").arg(notices);
    });
}

void BureauFiles::say(TakenReceipt const& taken) {
    auto const words = [entry = taken.draft, receipt = taken.receipt, isNew = taken.isNew] {
        auto const sentence = isNew ? tr("Receipt taken in: %1, version %2: %3; it arrived at %4.") : tr("This receipt was here already: %1, version %2: %3; it arrived at %4.");
        return sentence.arg(toQt(entry.period)).arg(entry.version).arg(ReportsModel::textOf(stateOf(receipt.verdict)), toQt(chinaTimeText(receipt.arrived)));
    };
    bool const isBad = taken.receipt.verdict == ReceiptVerdict::returned || taken.receipt.verdict == ReceiptVerdict::refused;
    auto const kind = isBad ? MessageBar::Kind::problem : MessageBar::Kind::success;
    auto const reasons = reasonsOf(taken.receipt);
    if (reasons.isEmpty()) messages_.show(kind, words);
    else messages_.show(kind, words, [reasons] { return reasons; });
}

}  // namespace zhibao
