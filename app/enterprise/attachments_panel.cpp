#include "enterprise/attachments_panel.h"

#include <algorithm>

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QTableWidget>
#include <QUrl>
#include <QVBoxLayout>

#include "base/file.h"
#include "ui/text.h"

namespace zhibao {

namespace {

enum Column { titleColumn, sizeColumn, digestColumn, columnCount };

}  // namespace

AttachmentsPanel::AttachmentsPanel(Program& program, DraftSession& session, QWidget* parent)
    : QWidget(parent), program_(program), session_(session), limits_(new QLabel(this)), list_(new QTableWidget(this)), add_(new QPushButton(this)),
      remove_(new QPushButton(this)) {
    setAcceptDrops(true);
    limits_->setWordWrap(true);
    list_->setObjectName(QStringLiteral("attachments"));
    list_->setColumnCount(columnCount);
    list_->setSelectionBehavior(QAbstractItemView::SelectRows);
    list_->setSelectionMode(QAbstractItemView::SingleSelection);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setTabKeyNavigation(false);
    list_->verticalHeader()->hide();
    list_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    list_->horizontalHeader()->setSectionResizeMode(titleColumn, QHeaderView::Stretch);
    add_->setObjectName(QStringLiteral("addAttachment"));
    remove_->setObjectName(QStringLiteral("removeAttachment"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(add_);
    buttons->addWidget(remove_);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(limits_);
    layout->addWidget(list_);
    layout->addLayout(buttons);
    connect(add_, &QPushButton::clicked, this, [this] {
        auto const chosen = QFileDialog::getOpenFileNames(this, tr("Files to go with the filing"));
        std::vector<std::filesystem::path> files;
        for (auto const& file : chosen) files.push_back(pathOf(fromQt(file)));
        addFiles(files);
    });
    connect(remove_, &QPushButton::clicked, this, &AttachmentsPanel::removeCurrent);
    connect(list_, &QTableWidget::itemSelectionChanged, this, [this] { remove_->setEnabled(list_->currentRow() >= 0 && !session_.entry().seal); });
    wordAnew();
}

void AttachmentsPanel::wordAnew() {
    AttachmentLimits const limits;
    limits_->setText(tr("Contracts or vouchers that explain the figures; none are needed. At most %1 files of %2 MB, together %3 MB. They are signed with the filing.")
                         .arg(limits.files)
                         .arg(limits.bytesEach >> 20U)
                         .arg(limits.bytesTogether >> 20U));
    list_->setHorizontalHeaderLabels({tr("File"), tr("Size"), QStringLiteral("SHA-256")});
    list_->setAccessibleName(tr("Files that go with the filing"));
    add_->setText(tr("Add files…"));
    remove_->setText(tr("Remove"));
    refresh();
}

void AttachmentsPanel::refresh() {
    auto attachments = attachmentsOf(program_.store(), session_.entry().id);
    if (!attachments) {
        Q_EMIT failed(attachments.error());
        return;
    }
    attachments_ = *std::move(attachments);
    list_->setRowCount(static_cast<int>(attachments_.size()));
    for (std::size_t number = 0; number < attachments_.size(); ++number) {
        auto const& one = attachments_[number];
        auto const digest = toQt(one.digest.hex());
        int const row = static_cast<int>(number);
        list_->setItem(row, titleColumn, new QTableWidgetItem(toQt(one.title)));
        list_->setItem(row, sizeColumn, new QTableWidgetItem(QLocale{}.formattedDataSize(static_cast<qint64>(one.bytes))));
        list_->setItem(row, digestColumn, new QTableWidgetItem(digest.left(16) + QStringLiteral("…")));
        list_->item(row, digestColumn)->setToolTip(digest);
    }
    // Most have none.
    list_->setVisible(!attachments_.empty());
    list_->setFixedHeight(list_->fontMetrics().height() * 2 * std::min(static_cast<int>(attachments_.size()) + 1, 5));
    bool const isSealed = session_.entry().seal.has_value();
    add_->setEnabled(!isSealed);
    remove_->setEnabled(!isSealed && list_->currentRow() >= 0);
}

void AttachmentsPanel::addFiles(std::vector<std::filesystem::path> const& files) {
    AttachmentLimits const limits;
    for (auto const& file : files) {
        auto const title = toText(file.filename());
        auto const added = [&]() -> Result<> {
            // One byte more than is allowed is enough to know.
            ZHIBAO_TRY(auto const bytes, readFile(file, limits.bytesEach + 1));
            ZHIBAO_TRY([[maybe_unused]] auto const number, addAttachment(program_.store(), session_.entry().id, title, bytes, program_.clock().now()));
            return {};
        }();
        if (added) continue;
        bool const isTooLarge = added.error().code == error::fileTooLarge;
        Q_EMIT failed(isTooLarge ? Error{error::attachmentTooLarge, {}, {{"title", title}, {"limit", std::to_string(limits.bytesEach >> 20U)}}} : added.error());
    }
    refresh();
}

void AttachmentsPanel::removeCurrent() {
    int const row = list_->currentRow();
    if (row < 0 || row >= static_cast<int>(attachments_.size())) return;
    if (auto const removed = removeAttachment(program_.store(), session_.entry().id, attachments_[static_cast<std::size_t>(row)].number); !removed) Q_EMIT failed(removed.error());
    refresh();
}

void AttachmentsPanel::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && !session_.entry().seal) event->acceptProposedAction();
}

void AttachmentsPanel::dropEvent(QDropEvent* event) {
    std::vector<std::filesystem::path> files;
    auto const urls = event->mimeData()->urls();
    for (auto const& url : urls)
        if (url.isLocalFile()) files.push_back(pathOf(fromQt(url.toLocalFile())));
    addFiles(files);
    event->acceptProposedAction();
}

}  // namespace zhibao
