#include "output/registration_form.h"

#include "output/html.h"

namespace zhibao {

Bytes toHtml(RegistrationForm const& form) {
    auto const text = [](std::string const& words) { return escapedForHtml(words); };
    std::string html = "<!DOCTYPE html>\n<html lang=\"" + text(form.language) + "\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + text(form.title) +
                       "</title>\n<style>body { font-family: serif; } td, th { padding: 4px; text-align: left; } .key { font-family: monospace; font-size: 14pt; }</style>\n</head>\n<body>\n";
    html += "<h1 align=\"center\">" + text(form.title) + "</h1>\n<p>" + text(form.intro) + "</p>\n<table border=\"1\" cellspacing=\"0\" width=\"100%\">\n";
    for (auto const& [label, value] : form.lines) html += "<tr><th width=\"30%\">" + text(label) + "</th><td>" + text(value) + "</td></tr>\n";
    html += "</table>\n<p>" + text(form.fingerprintLabel) + "</p>\n<p class=\"key\">" + text(form.fingerprint) + "</p>\n<p>" + text(form.declaration) + "</p>\n";
    html += "<table width=\"100%\">\n<tr>";
    for (auto const& place : form.signatures) html += "<td>" + text(place) + "</td>";
    html += "</tr>\n</table>\n</body>\n</html>\n";
    return html;
}

}  // namespace zhibao
