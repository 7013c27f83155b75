#include "enterprise/bureau_files.h"

#include <utility>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "base/file.h"
#include "store/decisions.h"
#include "enterprise/reports_model.h"
#include "package/registration.h"
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
                                    .arg(toQt(asked_->name.empty() ? asked_->unit : asked_->name), toQt(fingerprintText(asked_->authority.keyFingerprint())))
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
    if (exchange.manifest.kind == ExchangeKind::starter) return takeStarter(bytes, exchange.manifest.unit);
    ZHIBAO_TRY(auto const taken, takeReceipt(program_.store(), bytes, program_.clock().now()));
    say(taken);
    Q_EMIT this->taken();
    return {};
}

Result<> BureauFiles::takeStarter(BytesView bytes, std::string const& unit) {
    ZHIBAO_TRY(auto const trusted, trustedAuthority(program_.store(), unit));
    ZHIBAO_TRY(auto starter, readStarter(bytes, unit, trusted ? &*trusted : nullptr));
    if (trusted) {
        sayTrusted(unit);
        return {};
    }
    asked_ = std::move(starter);
    wordAnew();
    messages_.hide();
    show();
    differs_->setFocus();
    return {};
}

void BureauFiles::trust() {
    if (!asked_) return;
    auto const starter = *std::exchange(asked_, std::nullopt);
    hide();
    if (auto const done = trustAuthority(program_.store(), starter.unit, starter.authority, program_.clock().now()); !done) return messages_.showError(done.error());
    sayTrusted(starter.unit);
    Q_EMIT taken();
}

void BureauFiles::sayTrusted(std::string const& unit) {
    messages_.show(MessageBar::Kind::success, [unit] { return tr("%1 trusts this bureau: its receipts can be taken in.").arg(toQt(unit)); });
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
