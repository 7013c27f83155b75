#include "store/draft_attachments.h"

#include <algorithm>

#include "package/manifest.h"
#include "package/seal.h"
#include "store/event_log.h"

namespace zhibao {

namespace {

Result<> requireOpen(DraftStore& store, std::int64_t draft) {
    ZHIBAO_TRY(auto const entry, store.entry(draft));
    if (entry.seal) return fail(error::draftSealed, {{"unit", entry.unit}, {"period", entry.period}, {"version", std::to_string(entry.version)}});
    return {};
}

}  // namespace

Result<std::vector<DraftAttachment>> attachmentsOf(DraftStore& store, std::int64_t draft) {
    ZHIBAO_TRY(auto rows, store.connection().query("SELECT number, title, length(bytes), sha256 FROM attachment WHERE draft_id = ?1 ORDER BY number", {draft}));
    std::vector<DraftAttachment> list;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return list;
        list.push_back({rows.integer(0), std::string{rows.text(1)}, static_cast<std::size_t>(rows.integer(2)), digestIn(rows, 3).value_or(Digest{})});
    }
}

Result<std::int64_t> addAttachment(DraftStore& store, std::int64_t draft, std::string_view title, BytesView bytes, Moment now, AttachmentLimits const& limits) {
    ZHIBAO_CHECK(requireOpen(store, draft));
    if (title.empty() || !isPlainTitle(title)) return fail(error::attachmentTitle, {{"name", std::string{title}}});
    ZHIBAO_TRY(auto const before, attachmentsOf(store, draft));
    std::size_t bytesBefore = 0;
    std::int64_t number = 1;
    auto const digest = sha256(bytes);
    for (auto const& one : before) {
        if (one.digest == digest) return fail(error::attachmentTwice, {{"title", std::string{title}}, {"other", one.title}});
        bytesBefore += one.bytes;
        number = std::max(number, one.number + 1);
    }
    ZHIBAO_CHECK(checkAttachment(title, bytes.size(), before.size(), bytesBefore, limits));
    ZHIBAO_CHECK(store.connection().execute("INSERT INTO attachment (draft_id, number, title, sha256, bytes, added_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                            {draft, number, title, blobOf(digest), Blob{bytes}, now.seconds}));
    return number;
}

Result<> removeAttachment(DraftStore& store, std::int64_t draft, std::int64_t number) {
    ZHIBAO_CHECK(requireOpen(store, draft));
    ZHIBAO_TRY(auto const known, store.connection().integer("SELECT number FROM attachment WHERE draft_id = ?1 AND number = ?2", {draft, number}));
    if (!known) return fail(error::attachmentUnknown, {{"number", std::to_string(number)}});
    return store.connection().execute("DELETE FROM attachment WHERE draft_id = ?1 AND number = ?2", {draft, number});
}

Result<std::vector<Attachment>> readAttachments(DraftStore& store, std::int64_t draft) {
    ZHIBAO_TRY(auto rows, store.connection().query("SELECT title, sha256, bytes FROM attachment WHERE draft_id = ?1 ORDER BY number", {draft}));
    std::vector<Attachment> list;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return list;
        Bytes bytes{rows.blob(2)};
        if (sha256(bytes) != digestIn(rows, 1)) return fail(error::attachmentAltered, {{"title", std::string{rows.text(0)}}});
        list.push_back(attachmentOf(list.size() + 1, rows.text(0), std::move(bytes)));
    }
}

}  // namespace zhibao
