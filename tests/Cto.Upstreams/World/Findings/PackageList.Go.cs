namespace Cto.Upstreams.World.Findings;

internal static partial class PackageList
{
    private const string Go = """
        golang.org/x/net 0.12.0
          CVE-2023-3978 GHSA-2wrh-6pvc-2jm9 6.1 79 0.13.0 2023-08-02 Cross-site Scripting
          CVE-2023-44487 GHSA-qppj-fm5r-hxr3 7.5 400 0.17.0 2023-10-10 HTTP/2 Rapid Reset
          CVE-2023-45288 GHSA-4v7x-pqxf-cx7m 7.5 400 0.23.0 2024-04-04 Denial of Service
        golang.org/x/text 0.3.6
          CVE-2021-38561 GHSA-ppp9-7jff-5vj2 7.5 125 0.3.7 2021-10-06 Out-of-bounds Read
          CVE-2022-32149 GHSA-69ch-w2m2-3vjp 7.5 772 0.3.8 2022-10-14 Denial of Service
        golang.org/x/crypto 0.14.0
          CVE-2023-48795 GHSA-45x7-px36-x8w8 5.9 354 0.17.0 2023-12-18 Terrapin Prefix Truncation
        github.com/dgrijalva/jwt-go 3.2.0
          CVE-2020-26160 GHSA-w73w-5m7g-f7qc 7.7 287 4.0.0-preview1 2020-09-30 Access Restriction Bypass
        gopkg.in/yaml.v3 3.0.0
          CVE-2022-28948 GHSA-hp87-p4gw-j4gq 7.5 502 3.0.1 2022-05-19 Denial of Service
        github.com/gin-gonic/gin 1.7.0
          CVE-2020-28483 GHSA-h395-qcrw-5vmq 7.1 444 1.7.7 2021-01-20 Inconsistent Interpretation of Requests
          CVE-2023-29401 GHSA-2c4m-59x9-fr2g 4.3 494 1.9.1 2023-05-12 Improper Handling of File Names
        google.golang.org/protobuf 1.32.0
          CVE-2024-24786 GHSA-8r3f-844c-mc37 6.6 835 1.33.0 2024-03-05 Infinite Loop
        go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc 0.45.0
          CVE-2023-47108 GHSA-8pgv-569h-w5rw 7.5 770 0.46.0 2023-11-10 Denial of Service
        github.com/prometheus/client_golang 1.11.0
          CVE-2022-21698 GHSA-cg3q-j54f-27p7 7.5 400 1.11.1 2022-02-15 Denial of Service
        """;
}
