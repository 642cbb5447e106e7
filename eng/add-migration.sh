#!/usr/bin/env bash
# Adds a migration of the same name to both migration sets of a service.
# usage: eng/add-migration.sh <Service> <Name>       for example: eng/add-migration.sh Billing AddDeposits
#        eng/add-migration.sh <Service> --recreate   throws the migrations away and makes one called Initial; only before a release
set -euo pipefail
cd "$(dirname "$0")/.."
service=${1:?"usage: eng/add-migration.sh <Service> <Name>"}
name=${2:?"usage: eng/add-migration.sh <Service> <Name>"}
project=services/$service/Clinic.$service
dotnet tool restore >/dev/null
if [ "$name" = --recreate ]; then
  name=Initial
  rm -rf "$project/Persistence/Migrations"
fi
dotnet build -nologo -v q "$project"
for engine in Sqlite SqlServer; do
  dotnet ef migrations add "$name" --no-build --project "$project" --context "$engine${service}DbContext" \
    --output-dir "Persistence/Migrations/$engine"
  # The second set needs the first one compiled, or its model would be compared with an older assembly.
  dotnet build -nologo -v q "$project"
done
