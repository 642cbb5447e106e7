# One service per image: docker build --build-arg SERVICE=Scheduling .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG SERVICE
WORKDIR /source
COPY . .
RUN dotnet publish services/${SERVICE}/Clinic.${SERVICE} -c Release -o /app --nologo

FROM mcr.microsoft.com/dotnet/aspnet:10.0
ARG SERVICE
ENV CLINIC_PROGRAM=Clinic.${SERVICE}.dll
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data /keys && chown $APP_UID /data /keys
USER $APP_UID
EXPOSE 8080
ENTRYPOINT ["sh", "-c", "exec dotnet \"$CLINIC_PROGRAM\" \"$@\"", "clinic"]
