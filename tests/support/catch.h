#pragma once
/// The test framework, included here only, so that moving to its next major version is one change.
#include <catch2/catch.hpp>
