using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Throughcare.Commands;

namespace Throughcare.Tests.Commands;
