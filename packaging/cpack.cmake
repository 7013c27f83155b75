# What is installed, and the Debian packages made of it: one for each program, and one of the data they share.
#
#   cmake --build build/release && (cd build/release && cpack -G DEB)        or: bash packaging/packages.sh

set(packaging ${CMAKE_CURRENT_LIST_DIR})

# Debian wants the changelog packed, and the same bytes each time: gzip without name and time.
find_program(ZHIBAO_GZIP gzip)
set(changelog ${PROJECT_BINARY_DIR}/packaging/changelog.gz)
if(ZHIBAO_GZIP)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/packaging)
  execute_process(COMMAND ${ZHIBAO_GZIP} -9nc ${packaging}/debian/changelog OUTPUT_FILE ${changelog} COMMAND_ERROR_IS_FATAL ANY)
  foreach(page zhibao zhibao-enterprise zhibao-bureau zhibao-print zhibao-collector)
    execute_process(COMMAND ${ZHIBAO_GZIP} -9nc ${packaging}/man/${page}.1 OUTPUT_FILE ${PROJECT_BINARY_DIR}/packaging/${page}.1.gz
                    COMMAND_ERROR_IS_FATAL ANY)
  endforeach()
endif()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${packaging}/debian/changelog)

function(zhibao_install_papers package component)
  install(FILES ${packaging}/debian/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${component})
  if(ZHIBAO_GZIP)
    install(FILES ${changelog} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${component})
  endif()
endfunction()

# zhibao_install_program(zhibao-bureau bureau): the program with its man page and papers, as a component of that name.
function(zhibao_install_program program component)
  install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT ${component})
  if(ZHIBAO_GZIP)
    install(FILES ${PROJECT_BINARY_DIR}/packaging/${program}.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT ${component})
  endif()
  zhibao_install_papers(${program} ${component})
endfunction()

set(components data)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/forms DESTINATION ${CMAKE_INSTALL_DATADIR}/zhibao COMPONENT data PATTERN ".git*" EXCLUDE)
install(FILES ${packaging}/desktop/zhibao.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages COMPONENT data)
install(FILES ${packaging}/icons/application-vnd.zhibao.submission.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/mimetypes COMPONENT data)
zhibao_install_papers(zhibao-data data)

if(TARGET zhibao)
  zhibao_install_program(zhibao cli)
  list(APPEND components cli)
endif()
if(TARGET zhibao-print)
  zhibao_install_program(zhibao-print print)
  list(APPEND components print)
endif()
if(TARGET zhibao-collector)
  zhibao_install_program(zhibao-collector collector)
  install(FILES ${packaging}/systemd/zhibao-collector.service DESTINATION lib/systemd/system COMPONENT collector)
  install(FILES ${PROJECT_SOURCE_DIR}/schemas/collector-1.openapi.json DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/zhibao-collector COMPONENT collector)
  install(FILES ${packaging}/nginx/zhibao-collector.conf DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/zhibao-collector/examples COMPONENT collector)
  list(APPEND components collector)
endif()
foreach(window enterprise bureau)
  if(TARGET zhibao-${window})
    zhibao_install_program(zhibao-${window} ${window})
    install(FILES ${packaging}/desktop/zhibao-${window}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT ${window})
    install(FILES ${packaging}/desktop/zhibao-${window}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo COMPONENT ${window})
    install(FILES ${packaging}/icons/zhibao-${window}.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps COMPONENT ${window})
    list(APPEND components ${window})
  endif()
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL ${components})
set(CPACK_PACKAGE_NAME zhibao)
set(CPACK_PACKAGE_VENDOR "The Zhibao maintainers")
set(CPACK_PACKAGE_CONTACT "The Zhibao maintainers <maintainers@example.org>")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
# Each package describes itself; a summary for all would come before.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
set(version ${PROJECT_VERSION})

set(CPACK_DEBIAN_DATA_PACKAGE_NAME zhibao-data)
set(CPACK_DEBIAN_DATA_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_DATA_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_DATA_DESCRIPTION "direct reporting of services trade - editions and code lists
The survey editions that the programs of Zhibao use: what is asked, checked and
shown, as data, with code lists in Chinese and English, and the file type of
sealed submissions.")

set(CPACK_DEBIAN_CLI_PACKAGE_NAME zhibao)
set(CPACK_DEBIAN_CLI_PACKAGE_DEPENDS "zhibao-data (= ${version})")
set(CPACK_DEBIAN_CLI_PACKAGE_RECOMMENDS "zhibao-print (= ${version})")
set(CPACK_DEBIAN_CLI_DESCRIPTION "direct reporting of services trade - command line
Checks, seals and opens statistical filings of services trade, takes them in,
keeps them in a ledger that only grows, adds them up exactly, and writes the
tables as HTML, CSV, XLSX and, with zhibao-print, PDF.")

set(CPACK_DEBIAN_PRINT_PACKAGE_NAME zhibao-print)
set(CPACK_DEBIAN_PRINT_PACKAGE_DEPENDS "fonts-wqy-zenhei")
set(CPACK_DEBIAN_PRINT_DESCRIPTION "direct reporting of services trade - printer
Turns the summary tables of Zhibao into paper or PDF in the national layout.
It needs no display, and Chinese text in the PDF can be searched.")

set(CPACK_DEBIAN_COLLECTOR_PACKAGE_NAME zhibao-collector)
set(CPACK_DEBIAN_COLLECTOR_PACKAGE_SECTION net)
set(CPACK_DEBIAN_COLLECTOR_DESCRIPTION "direct reporting of services trade - network intake
Takes sealed filings from enterprises over HTTPS with client certificates,
answers when they are safely on the disk, keeps them in a spool for the command
line to take in, and gives out receipts, calendar, editions and rates.")

set(window_needs "zhibao-data (= ${version}), libqt6svg6, qt6-translations-l10n, fonts-wqy-zenhei")
set(CPACK_DEBIAN_ENTERPRISE_PACKAGE_NAME zhibao-enterprise)
set(CPACK_DEBIAN_ENTERPRISE_PACKAGE_DEPENDS "${window_needs}")
set(CPACK_DEBIAN_ENTERPRISE_DESCRIPTION "direct reporting of services trade - for the enterprise
A window in which an enterprise fills in its quarterly form of services trade,
sees the findings of the checks while it types, explains what is unusual, and
seals the answer into one signed file for the statistics bureau.")

set(CPACK_DEBIAN_BUREAU_PACKAGE_NAME zhibao-bureau)
set(CPACK_DEBIAN_BUREAU_PACKAGE_DEPENDS "${window_needs}")
set(CPACK_DEBIAN_BUREAU_PACKAGE_RECOMMENDS "zhibao-print (= ${version})")
set(CPACK_DEBIAN_BUREAU_DESCRIPTION "direct reporting of services trade - for the bureau
A window in which a statistics bureau takes in sealed files, sees what was
accepted and what was refused and why, looks through the filings, and previews
and prints the summary tables.")

include(CPack)
