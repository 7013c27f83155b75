#include "trust/signature.h"

#include "base/file.h"
#include "support/catch.h"
#include "support/signers.h"
#include "support/temporary_folder.h"
#include "support/program.h"
#include "trust/keys.h"

using namespace zhibao;

namespace {

Bytes fromHex(std::string_view hex) {
    Bytes bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
    return bytes;
}

ErrorCode codeOf(PublicKey const& key, BytesView message, BytesView signature) {
    auto const result = verifySignature(key, key.algorithm, message, signature);
    REQUIRE_FALSE(result);
    return result.error().code;
}

// RFC 6979 A.2.5, message "sample" with SHA-256. Its s lies in the upper half, which makes it a good example of both.
constexpr auto sampleX = "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6";
constexpr auto sampleY = "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";
constexpr auto sampleR = "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716";
constexpr auto sampleS = "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8";

PublicKey sampleKey() {
    auto const bytes = fromHex("3059301306072A8648CE3D020106082A8648CE3D03010703420004" + std::string{sampleX} + sampleY);
    return publicKeyOf(bytes).value();
}

Bytes sampleSignature() {
    return fromHex("3046022100" + std::string{sampleR} + "022100" + sampleS);
}

// GB/T 32918.5 appendix A.2, message "message digest", signer 1234567812345678.
PublicKey sm2SampleKey() {
    return publicKeyOf(fromHex("3059301306072A8648CE3D020106082A811CCF5501822D03420004"
                               "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
                               "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"))
        .value();
}

Bytes sm2SampleSignature() {
    return fromHex("3046022100F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
                   "022100B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");
}

}  // namespace

TEST_CASE("the published example of SM2 is accepted, and for another message or with another s it is not", "[trust]") {
    CHECK(sm2SampleKey().algorithm == Algorithm::sm2Sm3);
    CHECK(verifySignature(sm2SampleKey(), Algorithm::sm2Sm3, "message digest", sm2SampleSignature()));
    CHECK(codeOf(sm2SampleKey(), "message digest ", sm2SampleSignature()) == error::signatureInvalid);
    // The order of the group less s: what would still be right in ECDSA.
    auto const opposite = fromHex("3045022100F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
                                  "02204E4955D520DED02789CE7D43F2BDE35DB6727B0A01A4C256CFB08A3FB4197F79");
    CHECK(codeOf(sm2SampleKey(), "message digest", opposite) == error::signatureInvalid);
}

TEST_CASE("a key signs and verifies in its own way only", "[trust]") {
    auto const p256 = PrivateKey::generate(Algorithm::ecdsaP256Sha256).value();
    auto const sm2 = PrivateKey::generate(Algorithm::sm2Sm3).value();
    auto const refused = [](auto const& result) {
        REQUIRE_FALSE(result);
        CHECK(result.error().code == error::algorithmNotOfKey);
    };
    refused(p256.sign(Algorithm::sm2Sm3, "message"));
    refused(sm2.sign(Algorithm::ecdsaP256Sha256, "message"));
    auto const signature = sm2.sign(Algorithm::sm2Sm3, "message").value();
    refused(verifySignature(sm2.publicKey(), Algorithm::ecdsaP256Sha256, "message", signature));
    refused(verifySignature(p256.publicKey(), Algorithm::sm2Sm3, "message", signature));
}

TEST_CASE("the signature of a published example is accepted with its low s and refused with its high one", "[trust]") {
    CHECK(codeOf(sampleKey(), "sample", sampleSignature()) == error::signatureNotLow);
    auto const low = withLowS(sampleSignature());
    REQUIRE(low);
    CHECK(*low != sampleSignature());
    CHECK(verifySignature(sampleKey(), Algorithm::ecdsaP256Sha256, "sample", *low));
    CHECK(codeOf(sampleKey(), "simple", *low) == error::signatureInvalid);
    CHECK(withLowS(*low) == low);
}

TEST_CASE("what a key signs is accepted with its public key and with no other", "[trust]") {
    auto const algorithm = GENERATE(from_range(algorithms));
    auto const key = PrivateKey::generate(algorithm).value();
    // Half of all signatures would have a high s if it were not lowered.
    for (int i = 0; i < 32; ++i) {
        auto const message = "message " + std::to_string(i);
        auto const signature = key.sign(algorithm, message);
        REQUIRE(signature);
        CHECK(verifySignature(key.publicKey(), algorithm, message, *signature));
        CHECK(codeOf(key.publicKey(), message + " ", *signature) == error::signatureInvalid);
    }
    auto const signature = key.sign(algorithm, "message");
    REQUIRE(signature);
    CHECK(codeOf(PrivateKey::generate(algorithm)->publicKey(), "message", *signature) == error::signatureInvalid);
}

TEST_CASE("a signature that is not the shortest DER, has trailing bytes or numbers out of range is refused", "[trust]") {
    auto const algorithm = GENERATE(from_range(algorithms));
    auto const key = PrivateKey::generate(algorithm).value();
    auto const signature = key.sign(algorithm, "message").value();
    auto const refused = [&](BytesView bytes) { return codeOf(key.publicKey(), "message", bytes) == error::signatureMalformed; };
    CHECK(refused(""));
    CHECK(refused(signature + '\0'));
    CHECK(refused(signature.substr(0, signature.size() - 1)));
    // The same with a long form of the length, and with a needless zero before r.
    CHECK(refused(Bytes{signature[0]} + '\x81' + signature.substr(1)));
    auto padded = signature;
    padded[1] = static_cast<char>(padded[1] + 1);
    padded[3] = static_cast<char>(padded[3] + 1);
    padded.insert(4, 1, '\0');
    if ((static_cast<unsigned char>(signature[4]) & 0x80U) == 0) CHECK(refused(padded));

    auto const one = std::string{"020101"};
    auto const zero = std::string{"020100"};
    auto const order = algorithm == Algorithm::sm2Sm3 ? std::string{"022100FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123"}
                                                      : std::string{"022100FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"};
    auto const negative = std::string{"0201FF"};
    CHECK(refused(fromHex("3006" + zero + one)));
    CHECK(refused(fromHex("3006" + one + zero)));
    CHECK(refused(fromHex("3006" + negative + one)));
    CHECK(refused(fromHex("3007" + one + "02020001")));
    CHECK(refused(fromHex("3026" + one + order)));
    CHECK(refused(fromHex("3026" + order + one)));
    CHECK(refused(fromHex("3009" + one + one + one)));
    CHECK(codeOf(key.publicKey(), "message", fromHex("3006" + one + one)) == error::signatureInvalid);
}

TEST_CASE("the half of the order counts as low and the next number as high", "[trust]") {
    auto const half = std::string{"02207FFFFFFF800000007FFFFFFFFFFFFFFFDE737D56D38BCF4279DCE5617E3192A8"};
    auto const next = std::string{"02207FFFFFFF800000007FFFFFFFFFFFFFFFDE737D56D38BCF4279DCE5617E3192A9"};
    auto const key = sampleKey();
    CHECK(codeOf(key, "sample", fromHex("3025020101" + half)) == error::signatureInvalid);
    CHECK(codeOf(key, "sample", fromHex("3025020101" + next)) == error::signatureNotLow);
    CHECK(withLowS(fromHex("3025020101" + next)).value() == fromHex("3025020101" + half));
}

TEST_CASE("a public key that is not on the curve, on another curve or compressed is refused", "[trust]") {
    auto const good = subjectPublicKeyInfo(sampleKey());
    REQUIRE(publicKeyOf(good) == sampleKey());
    auto off = sampleKey();
    off.point[64] ^= 1;
    CHECK(codeOf(off, "sample", withLowS(sampleSignature()).value()) == error::publicKeyInvalid);

    auto otherCurve = good;
    otherCurve[22] = '\x06';  // the last byte of prime256v1's name
    CHECK_FALSE(publicKeyOf(otherCurve));
    // A point of the one curve does not lie on the other.
    auto strayed = sampleKey();
    strayed.algorithm = Algorithm::sm2Sm3;
    CHECK(codeOf(strayed, "message digest", sm2SampleSignature()) == error::publicKeyInvalid);
    auto compressed = good;
    compressed[26] = '\x02';
    CHECK_FALSE(publicKeyOf(compressed));
    CHECK_FALSE(publicKeyOf(good + '\0'));
    CHECK_FALSE(publicKeyOf(good.substr(1)));
}

TEST_CASE("algorithms are known by their names only", "[trust]") {
    CHECK(nameOf(Algorithm::ecdsaP256Sha256) == "ecdsa-p256-sha256");
    CHECK(parseAlgorithm("ecdsa-p256-sha256") == Algorithm::ecdsaP256Sha256);
    CHECK(nameOf(Algorithm::sm2Sm3) == "sm2-sm3");
    CHECK(parseAlgorithm("sm2-sm3") == Algorithm::sm2Sm3);
    auto const other = parseAlgorithm("ECDSA-P256-SHA256");
    REQUIRE_FALSE(other);
    CHECK(other.error().code == error::algorithmUnknown);
}

TEST_CASE("the openssl tool accepts our signatures, and we its lowered ones", "[trust][tool]") {
    if (!test::hasTool("openssl")) {
        WARN("skipped: the openssl program is not installed");
        return;
    }
    test::TemporaryFolder const folder;
    auto const path = [&](char const* name) { return toText(folder / name); };
    auto const key = PrivateKey::generate().value();
    Bytes const message = "两江新区\n";
    REQUIRE(writeFile(folder / "key.pem", key.toPem().value(), FileAccess::ownerOnly));
    REQUIRE(writeFile(folder / "message", message));
    REQUIRE(writeFile(folder / "ours.sig", key.sign(Algorithm::ecdsaP256Sha256, message).value()));

    REQUIRE(test::runTool("openssl", {"pkey", "-in", path("key.pem"), "-pubout", "-out", path("public.pem")}).status == 0);
    auto const verified = test::runTool("openssl", {"dgst", "-sha256", "-verify", path("public.pem"), "-signature", path("ours.sig"), path("message")});
    CHECK(verified.status == 0);
    CHECK(verified.output == "Verified OK\n");

    REQUIRE(test::runTool("openssl", {"dgst", "-sha256", "-sign", path("key.pem"), "-out", path("theirs.sig"), path("message")}).status == 0);
    auto const theirs = withLowS(readFile(folder / "theirs.sig").value());
    REQUIRE(theirs);
    CHECK(verifySignature(key.publicKey(), Algorithm::ecdsaP256Sha256, message, *theirs));
}

TEST_CASE("the openssl tool accepts our SM2 signatures and we its own, with the signer's id named on both sides", "[trust][tool]") {
    if (!test::hasTool("openssl")) {
        WARN("skipped: the openssl program is not installed");
        return;
    }
    test::TemporaryFolder const folder;
    auto const path = [&](char const* name) { return toText(folder / name); };
    auto const key = PrivateKey::generate(Algorithm::sm2Sm3).value();
    Bytes const message = "两江新区\n";
    REQUIRE(writeFile(folder / "key.pem", key.toPem().value(), FileAccess::ownerOnly));
    REQUIRE(writeFile(folder / "message", message));
    REQUIRE(writeFile(folder / "ours.sig", key.sign(Algorithm::sm2Sm3, message).value()));
    REQUIRE(test::runTool("openssl", {"pkey", "-in", path("key.pem"), "-pubout", "-out", path("public.pem")}).status == 0);

    auto const verifiedAs = [&](std::string const& signer) {
        return test::runTool("openssl", {"pkeyutl", "-verify", "-rawin", "-digest", "sm3", "-pkeyopt", "distid:" + signer, "-pubin", "-inkey", path("public.pem"),
                                         "-in", path("message"), "-sigfile", path("ours.sig")})
            .status;
    };
    CHECK(verifiedAs("1234567812345678") == 0);
    CHECK(verifiedAs("8765432187654321") != 0);

    auto const signedAs = [&](std::string const& signer) {
        REQUIRE(test::runTool("openssl", {"pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-pkeyopt", "distid:" + signer, "-inkey", path("key.pem"), "-in", path("message"),
                                          "-out", path("theirs.sig")})
                    .status == 0);
        return readFile(folder / "theirs.sig").value();
    };
    CHECK(verifySignature(key.publicKey(), Algorithm::sm2Sm3, message, signedAs("1234567812345678")));
    CHECK(codeOf(key.publicKey(), message, signedAs("8765432187654321")) == error::signatureInvalid);
}
